#include "chains.hpp"

#include <fmt/format.h>
#include <soci/soci.h>

#include <algorithm>
#include <utility>
#include <vector>

using namespace retort;

namespace retort_test {
namespace {

FunctionRevision function(const std::string& id, const std::string& parent,
                          FunctionRevision::Function upgrade,
                          FunctionRevision::Function downgrade) {
    FunctionRevision result;
    result.revision.id = id;
    result.revision.down_revisions = {parent};
    result.revision.path = id + ".cpp";
    result.upgrade = std::move(upgrade);
    result.downgrade = std::move(downgrade);
    result.version = "1";
    return result;
}

void add_codes(soci::session& sql) {
    sql << "ALTER TABLE sample ADD COLUMN code TEXT";
    std::vector<std::pair<int, std::string>> codes;
    const soci::rowset<soci::row> rows = (sql.prepare << "SELECT id, label FROM sample");
    for (const soci::row& row : rows) {
        auto code = row.get<std::string>(1);
        std::reverse(code.begin(), code.end());
        codes.emplace_back(row.get<int>(0), code);
    }
    for (const auto& code : codes) {
        sql << "UPDATE sample SET code = :code WHERE id = :id", soci::use(code.second),
            soci::use(code.first);
    }
}

void drop_codes(soci::session& sql) {
    sql << "ALTER TABLE sample DROP COLUMN code";
}

void add_titles(soci::session& sql) {
    sql << "INSERT INTO person (name) VALUES ('Eve')";
    sql << "UPDATE team SET title = 'team ' || id WHERE lead IS NOT NULL";
}

void drop_titles(soci::session& sql) {
    sql << "DELETE FROM person WHERE name = 'Eve'";
}

void note_done(soci::session& sql) {
    sql << "INSERT INTO done VALUES ('p08')";
    sql << "INSERT INTO child (parent_id) SELECT id FROM parent";
}

void forget_done(soci::session& sql) {
    sql << "DELETE FROM done WHERE line = 'p08'";
}

std::string counting_script(const std::string& id, const std::string& parent, bool outside) {
    std::string text = fmt::format("-- count\n-- retort:revision {}\n", id);
    text += parent.empty() ? "" : fmt::format("-- retort:down_revision {}\n", parent);
    text += outside ? "-- retort:upgrade no_transaction\n" : "-- retort:upgrade\n";
    text += parent.empty() ? "CREATE TABLE runs (revision TEXT);\n" : "";
    const std::string insert = fmt::format("INSERT INTO runs VALUES ('{}');\n", id);
    return text + (outside ? fmt::format("{0}BEGIN;\n{0}{0}COMMIT;\n{0}", insert) : insert);
}

}  // namespace

Revisions main_chain() {
    return {ScriptFolder(RETORT_CRASH_SCRIPTS "/main"),
            function("r10", "r09", add_codes, drop_codes),
            function("r22", "r21", add_titles, drop_titles)};
}

Revisions parts_chain() {
    return {ScriptFolder(RETORT_CRASH_SCRIPTS "/parts"),
            function("p08", "p07", note_done, forget_done)};
}

Revisions counting_chain(int revisions, Counting counting) {
    std::vector<Source> sources;
    std::string parent;
    for (int i = 0; i < revisions; ++i) {
        const std::string id = fmt::format("rev{:03}", i);
        if (counting == Counting::functions && i % 2 == 1) {
            const auto count = [id](soci::session& sql) {
                // Outside the engine's transaction a function does its own waiting.
                sql << "PRAGMA busy_timeout = 30000";
                sql << "INSERT INTO runs VALUES (:id)", soci::use(id);
            };
            FunctionRevision revision = function(id, parent, count, {});
            revision.no_transaction = true;
            sources.emplace_back(std::move(revision));
        } else {
            sources.emplace_back(ScriptText{
                id + ".sql", counting_script(id, parent, counting == Counting::outside)});
        }
        parent = id;
    }
    return Revisions(std::move(sources));
}

}  // namespace retort_test
