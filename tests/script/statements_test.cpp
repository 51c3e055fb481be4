#include "script/statements.hpp"
#include "sqlite_agreement.hpp"
#include "support/catch.hpp"

#include <boost/filesystem.hpp>

#include <algorithm>
#include <fstream>
#include <sstream>

using namespace retort;
using script::Span;
using script::split_statements;

namespace {

std::string file_text(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::vector<std::string> statements_of(const std::string& text, Dialect dialect) {
    std::vector<std::string> statements;
    for (const Span& span : split_statements(text, dialect)) {
        statements.push_back(text.substr(span.begin, span.end - span.begin));
    }
    return statements;
}

/// What a NAME.out holds: each statement behind its line.
std::string listing(const std::string& text, Dialect dialect) {
    std::string lines;
    for (const Span& span : split_statements(text, dialect)) {
        lines += "[line " + std::to_string(script::line_at(text, span.begin, 1)) + "]\n" +
                 text.substr(span.begin, span.end - span.begin) + "\n";
    }
    return lines;
}

std::vector<std::string> cases_of(Dialect dialect) {
    namespace fs = boost::filesystem;
    const fs::path folder =
        fs::path(__FILE__).parent_path() / "statements" / std::string(to_string(dialect));
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == ".sql") {
            names.push_back((folder / entry.path().stem()).string());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

const std::vector<std::string> tricky = {
    "",
    " \n\t",
    ";",
    ";;",
    " ; ; ",
    "-- only a comment",
    "/* only a comment */",
    "/* never closed ; select 1;",
    "select 1 /*",
    "select 1 /*/ ; select 2",
    "select 1",
    "select 1;",
    "select 1;;select 2",
    "; select 1; ; -- x\n select 2 ;",
    "select 1 -- a ; b ' c\n + 1; select 2",
    "select 1 /* ; ' */ ; select 2",
    "select ';', ';;''', \"x;\" from (select 1 as \"x;\"); select 2",
    "select [;] from (select 1 as [;]); select `;` from (select 1 as `;`);",
    "select 'never closed ; select 2;",
    "select \"never closed ; select 2;",
    "select [never closed ; select 2;",
    "create trigger t after insert on a begin select 1; select 2; end; select 3;",
    "create trigger t after insert on a begin select case 1 when 1 then 2 end; end; select 3;",
    "create trigger t after insert on a begin select 1; end",
    "create trigger t after insert on a begin select 1; /* ; */ -- ;\n end /* x */ ; select 3",
    "CREATE TEMP TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM b; END; SELECT 1;",
    "create temporary trigger if not exists t after insert on a begin delete from b; end;select 1",
    "create /* x */ trigger -- y\n t after insert on a begin delete from b; end;select 1",
    "explain create trigger t after insert on a begin select 1; end; select 2;",
    "explain query plan create trigger t after insert on a begin select 1; end; select 2;",
    "create trigger t after insert on a begin select 1; ",
    "create trigger t instead of insert on v begin select 1; select 'end;'; end; select 2",
    "create table if not exists c (\"create\" int, \"end\" int, trigger_ int); select 1;",
    "create table if not exists trigger_end (x); select 1; select 2;",
    "create table d (key int, [end] int, temp int, trigger int); select 1;",
    "select 1 as end; select 2;",
    "begin; select 1; end; select 2;",
    "begin transaction; commit;",
    "savepoint s; release s;",
    "select 1;\r\nselect 2;\r\n-- x\r\nselect 3;\r\n",
    "select '\xF0\x9F\x98\x80;' ; select '\xC3\xA9' as \xC3\xA9;",
    "select $a(;'), @b(;), :c, ?1; select #d;",
    "select $a::b(x;y); select 2",
    "select :a:b; select 2",
    "\xEF\xBB\xBFselect 1; \xEF\xBB\xBF select 2;",
    "select 1; \v ",
    "\v select 1;",
    "select 1;\v",
    "select 1;\xEF\xBB\xBF",
    "select x'3b', x'27' ; select 2",
    "select 1e5, .5, 0x1F, 5--;\n; select 2",
    "select 1 - -1, 2->3; select '{}'->>'$.a;';",
    "select 1 # 2; select 3",
    "select 1 ! 2; select 3",
    "vacuum; pragma user_version; analyze;",
    "insert into a values (1, ';'), (2, '--'), (3, '/*'); delete from a;",
    "with t(end_) as (select 1) select case when 1 then 2 end from t; select 3;",
    "create view w as select case x when 1 then ';' end from a; select 1;",
    "explain; select 1",
    "create; select 1",
    "create trigger; end; select 1",
};

}  // namespace

TEST_CASE("statements of the kept cases are found as written down", "[script]") {
    for (const Dialect dialect : {Dialect::sqlite, Dialect::postgresql, Dialect::mysql}) {
        const auto cases = cases_of(dialect);
        CHECK_FALSE(cases.empty());
        for (const std::string& name : cases) {
            INFO(name);
            CHECK(listing(file_text(name + ".sql"), dialect) == file_text(name + ".out"));
        }
    }
}

TEST_CASE("SQLite's own parser finds the same statements", "[script]") {
    const retort_test::SqliteAgreement sqlite;
    for (const std::string& text : tricky) {
        INFO(text);
        CHECK(sqlite.difference(text) == "");
    }
    for (const std::string& name : cases_of(Dialect::sqlite)) {
        INFO(name);
        CHECK(sqlite.difference(file_text(name + ".sql")) == "");
    }
}

TEST_CASE("any two texts in a row are split as each of them alone", "[script]") {
    const retort_test::SqliteAgreement sqlite;
    for (const std::string& first : tricky) {
        for (const std::string& second : tricky) {
            INFO(first << "\n;\n" << second);
            CHECK(sqlite.difference(first + "\n;\n" + second) == "");
        }
    }
}

TEST_CASE("a span leaves out the comments and blanks around its statement", "[script]") {
    const std::string text = " -- a\n select 1 -- b\n ; /* c */ select 2 -- d\n";
    const auto spans = split_statements(text, Dialect::sqlite);
    REQUIRE(spans.size() == 2);
    CHECK(text.substr(spans[0].begin, spans[0].end - spans[0].begin) == "select 1 -- b\n ;");
    CHECK(text.substr(spans[0].begin, spans[0].body_end - spans[0].begin) == "select 1");
    CHECK(text.substr(spans[1].begin) == "select 2 -- d\n");
    CHECK(spans[1].end == spans[1].body_end);
}

TEST_CASE("a body that is never closed reaches to the end", "[script]") {
    const std::string text = "create trigger t after insert on a begin select 1; select 2;";
    CHECK(statements_of(text, Dialect::sqlite) == std::vector<std::string>{text});
}

TEST_CASE("a delimiter may follow a word directly and is not sent", "[script]") {
    const std::string text = "DELIMITER $$\r\nSELECT 1; SELECT 2 END$$\r\nDELIMITER ;\r\nSELECT 3;";
    const auto spans = split_statements(text, Dialect::mysql);
    REQUIRE(spans.size() == 2);
    CHECK(text.substr(spans[0].begin, spans[0].end - spans[0].begin) == "SELECT 1; SELECT 2 END$$");
    CHECK(text.substr(spans[0].begin, spans[0].body_end - spans[0].begin) ==
          "SELECT 1; SELECT 2 END");
    CHECK(text.substr(spans[1].begin) == "SELECT 3;");
}

TEST_CASE("leading blanks and comments are measured", "[script]") {
    CHECK(script::leading_trivia(" -- a\n/* b */ select", Dialect::sqlite) == 14);
    CHECK(script::leading_trivia("select", Dialect::sqlite) == 0);
    CHECK(script::leading_trivia(" -- a", Dialect::sqlite) == 5);
    CHECK(script::leading_trivia("", Dialect::sqlite) == 0);
    CHECK(script::leading_trivia("# a\n1", Dialect::mysql) == 4);
    CHECK(script::leading_trivia("# a\n1", Dialect::postgresql) == 0);
}

TEST_CASE("lines are counted from the first line of the text", "[script]") {
    CHECK(script::line_at("a\nb\nc", 0, 7) == 7);
    CHECK(script::line_at("a\nb\nc", 4, 7) == 9);
    CHECK(script::line_at("a\nb\nc", 99, 7) == 9);
}
