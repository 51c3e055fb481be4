#include "squash_chain.hpp"

#include "script/script.hpp"

#include <string>
#include <vector>

using namespace retort;

namespace retort_test {
namespace {

ScriptText made(const std::string& id, const std::string& header, const std::string& sections) {
    return {id + ".sql", "-- retort:revision " + id + "\n" + header + sections};
}

ScriptText step(const std::string& id, const std::string& parents, const std::string& up,
                const std::string& down) {
    return made(id, parents.empty() ? "" : "-- retort:down_revision " + parents + "\n",
                "-- retort:upgrade\n" + up + "\n-- retort:downgrade\n" + down + "\n");
}

std::vector<Source> six() {
    return {
        step("c1", "", "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT);",
             "DROP TABLE item;"),
        step("c2", "c1",
             "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)\n"
             "INSERT INTO item SELECT i, printf('%.100c', 'a') FROM n;",
             "DELETE FROM item;"),
        step("c3", "c2", "CREATE TABLE left_one (x);", "DROP TABLE left_one;"),
        step("c4", "c2", "ALTER TABLE item ADD COLUMN note TEXT;",
             "ALTER TABLE item DROP COLUMN note;"),
        step("c5", "c3, c4", "UPDATE item SET note = 'n' || id;", "UPDATE item SET note = NULL;"),
        step("c6", "c5", "CREATE INDEX item_note ON item (note);", "DROP INDEX item_note;")};
}

std::string replaces() {
    std::string lines;
    for (const Source& source : six()) {
        const auto& text = std::get<ScriptText>(source);
        const auto parsed = script::parse_script(text.text, text.name);
        lines += "-- retort:replaces " + parsed.revision.id + " " + script::checksum(parsed) + "\n";
    }
    return lines;
}

Source above() {
    return step("c7", "c6", "INSERT INTO left_one VALUES (7);", "DELETE FROM left_one;");
}

}  // namespace

Revisions range_of_six(std::size_t revisions) {
    const std::vector<Source> sources = six();
    const auto end = sources.begin() + static_cast<std::ptrdiff_t>(revisions);
    return Revisions(std::vector<Source>(sources.begin(), end));
}

Revisions squashed_six(bool with_above) {
    std::vector<Source> sources = six();
    sources.push_back(made("folded", replaces(),
                           "-- retort:upgrade\n"
                           "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT, note TEXT);\n"
                           "CREATE TABLE left_one (x);\n"
                           "-- retort:downgrade\nDROP TABLE left_one;\nDROP TABLE item;\n"));
    if (with_above) {
        sources.push_back(above());
    }
    return Revisions(sources);
}

Revisions restored_six() {
    std::vector<Source> sources = six();
    sources.push_back(made("folded", replaces(), ""));
    sources.push_back(above());
    return Revisions(sources);
}

}  // namespace retort_test
