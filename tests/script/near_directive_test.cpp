#include "script/directive.hpp"
#include "support.hpp"

using namespace retort_test;

namespace {

/// The message for a line in an upgrade section; it stands in line 4.
std::string faults_of_line(const std::string& line) {
    return faults_of(upgrade + line + "\nDROP TABLE a;\n");
}

std::string nearly(const std::string& spelling) {
    return "a.sql:4: this is nearly a directive. Write '" + spelling +
           "' at the beginning of a line, or choose other words for the comment.";
}

std::string within_line(const std::string& spelling) {
    return "a.sql:4: a directive must begin at the beginning of a line. Put '" + spelling +
           "' on a line of its own.";
}

}  // namespace

TEST_CASE("a comment that nearly is a directive is an error", "[script]") {
    const std::string downgrade = "-- retort:downgrade";
    for (const std::string line : {
             "--retort:downgrade",
             "-- Retort:downgrade",
             "-- RETORT:DOWNGRADE",
             "--  retort:downgrade",
             "--\tretort:downgrade",
             "-- retort: downgrade",
             "-- retort :downgrade",
             "-- retort : downgrade",
             "-- retort::downgrade",
             "# retort:downgrade",
             "#retort:downgrade",
             "/* retort:downgrade */",
             "/*retort:downgrade*/",
             "/** retort:downgrade */",
             "--- retort:downgrade",
             "-- -- retort:downgrade",
             "-- +retort:downgrade",
             "--\xC2\xA0retort:downgrade",
             "-- retrot:downgrade",
             "-- retor:downgrade",
             "-- rettort:downgrad",
             "--retrot:downgrade",
             "-- Retort:Downgrad",
             "-- retort;downgrade",
             "-- retort downgrade",
             "-- retort.downgrade",
             "-- retort_downgrade",
             "-- retort/downgrade",
             "-- retort|downgrade",
             "-- retort>downgrade",
             "-- retort-downgrade",
             "-- retort=downgrade",
             "-- retort\xEF\xBC\x9A"
             "downgrade",
             "-- (retort:downgrade)",
             "-- [retort:downgrade]",
             "-- <retort:downgrade>",
             "-- `retort:downgrade`",
             "-- \"retort:downgrade\"",
             "-- re-tort:downgrade",
             "-- @retort:downgrade",
             "-- +retort downgrade",
             "-- retort downgrade.",
             "-- {retort downgrade}",
             "/* (retort/downgrade) */",
             "-- 'retrot:downgrade'",
             "-- \xE2\x80\x9Cretort:downgrade\xE2\x80\x9D",
         }) {
        INFO(line);
        CHECK(faults_of_line(line) == nearly(downgrade));
    }
    CHECK(faults_of_line("--retort:downgrade sqlite no_transaction") ==
          nearly("-- retort:downgrade sqlite no_transaction"));
    CHECK(faults_of_line("-- [retort/downgrade: sqlite, mysql]") ==
          nearly("-- retort:downgrade sqlite, mysql"));
    CHECK(faults_of_line("-- Retort: made by hand") == nearly("-- retort:DIRECTIVE"));
    CHECK(faults_of_line("-- retort:") == nearly("-- retort:DIRECTIVE"));
}

TEST_CASE("a directive that does not begin its line is an error", "[script]") {
    CHECK(faults_of_line(" -- retort:downgrade") == within_line("-- retort:downgrade"));
    CHECK(faults_of_line("\t-- retort:downgrade mysql") ==
          within_line("-- retort:downgrade mysql"));
    CHECK(faults_of_line("SELECT 1; -- retort:downgrade") == within_line("-- retort:downgrade"));
    CHECK(faults_of_line("CREATE TABLE a ( -- retort:downgrade\n id);") ==
          within_line("-- retort:downgrade"));
    CHECK(faults_of_line("SELECT 1; --retort:downgrade") == nearly("-- retort:downgrade"));
}

TEST_CASE("ordinary comments are left alone", "[script]") {
    for (const std::string line : {
             "-- we retort to this later",
             "-- report: upgrade the table",
             "-- Download report",
             "-- see retort's downgrade section for why",
             "-- retort's downgrade drops it",
             "-- (retort upgrade notes are in the wiki)",
             "-- retorted: downgrade",
             "-- re-torted: downgrade",
             "-- retort2:downgrade",
             "-- retort is the tool for this",
             "-- retort upgrade notes are in the wiki",
             "-- see -- retort:downgrade in the manual",
             "-- markdown: a column",
             "-- rector:lab is a table",
             "-- export:csv",
             "-- effort: down by half",
             "-- https://example.org/retort:downgrade",
             "-- todo:revision",
             "-- upgrade",
             "/* we use retort:upgrade here */",
             "SELECT '--retort:downgrade';",
             "SELECT 1; -- ' odd apostrophe",
             "-- +goose Down",
             "SELECT '# retort:downgrade', \"-- Retort:upgrade\";",
         }) {
        INFO(line);
        CHECK(faults_of_line(line) == "");
    }
}

TEST_CASE("inside of a body a comment that nearly is a directive is text", "[script]") {
    CHECK(faults_of(header + "-- retort:upgrade sqlite\n"
                             "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n"
                             "  -- retort:downgrade\n  --retort:downgrade\n SELECT 1;\nEND;\n") ==
          "");
}
