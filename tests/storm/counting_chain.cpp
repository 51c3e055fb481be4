#include "counting_chain.hpp"

#include <fmt/format.h>

#include <vector>

namespace retort_test {

retort::Revisions counting_chain(int revisions) {
    std::vector<retort::Source> sources;
    std::string parent;
    for (int i = 0; i < revisions; ++i) {
        const std::string id = fmt::format("rev{:03}", i);
        std::string text = fmt::format("-- count\n-- retort:revision {}\n", id);
        text += parent.empty() ? "" : fmt::format("-- retort:down_revision {}\n", parent);
        text += "-- retort:upgrade\n";
        text += parent.empty() ? "CREATE TABLE ran (revision VARCHAR(20) NOT NULL);\n" : "";
        text += fmt::format("INSERT INTO ran VALUES ('{}');\n", id);
        sources.emplace_back(retort::ScriptText{id + ".sql", std::move(text)});
        parent = id;
    }
    return retort::Revisions(sources);
}

}  // namespace retort_test
