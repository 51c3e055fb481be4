#include "counting_chain.hpp"

#include <fmt/format.h>

namespace retort_test {

std::vector<retort::ScriptText> counting_scripts(int revisions) {
    std::vector<retort::ScriptText> scripts;
    std::string parent;
    for (int i = 0; i < revisions; ++i) {
        const std::string id = fmt::format("rev{:03}", i);
        std::string text = fmt::format("-- count\n-- retort:revision {}\n", id);
        text += parent.empty() ? "" : fmt::format("-- retort:down_revision {}\n", parent);
        text += "-- retort:upgrade\n";
        text += parent.empty() ? "CREATE TABLE ran (revision VARCHAR(20) NOT NULL);\n" : "";
        text += fmt::format("INSERT INTO ran VALUES ('{}');\n", id);
        scripts.push_back({id + ".sql", std::move(text)});
        parent = id;
    }
    return scripts;
}

retort::Revisions counting_chain(int revisions) {
    std::vector<retort::Source> sources;
    for (retort::ScriptText& script : counting_scripts(revisions)) {
        sources.emplace_back(std::move(script));
    }
    return retort::Revisions(sources);
}

}  // namespace retort_test
