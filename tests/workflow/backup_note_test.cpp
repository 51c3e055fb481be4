#include "workflow/backup_note.hpp"
#include "support/catch.hpp"

using namespace retort;
using workflow::note_of;
using workflow::parse_note;

namespace {

Backup odd_backup() {
    Backup backup;
    backup.dialect = Dialect::postgresql;
    backup.at = "2026-01-02T03:04:05.000006Z";
    backup.retort = "0.1.0";
    backup.version_table = "two\nlines";
    backup.heads = {"001", "back\\slash", ""};
    backup.tables = {{"gene", 4833}, {"odd\nname \\n 7", 0}, {" ", 1}};
    backup.files = {{"full.dump", 12, std::string(64, 'a')}};
    return backup;
}

}  // namespace

TEST_CASE("a backup's note is read as it was written", "[workflow]") {
    const Backup backup = odd_backup();
    const Backup read = parse_note("saved", note_of(backup));
    CHECK(read.folder == "saved");
    CHECK(read.dialect == backup.dialect);
    CHECK(read.at == backup.at);
    CHECK(read.version_table == backup.version_table);
    CHECK(read.heads == backup.heads);
    CHECK(row_changes(read.tables, backup.tables).empty());
    CHECK(note_of(read) == note_of(backup));
}

TEST_CASE("a note that any byte is missing of or other is damaged", "[workflow]") {
    const std::string note = note_of(odd_backup());
    for (std::size_t at = 0; at < note.size(); ++at) {
        std::string wrong = note;
        wrong[at] = static_cast<char>(wrong[at] ^ 1);
        CHECK_THROWS_AS(parse_note("saved", wrong), Error);
        CHECK_THROWS_AS(parse_note("saved", note.substr(0, at)), Error);
    }
}
