#include "support/catch.hpp"
#include "support/database.hpp"

#include <retort/schema.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <soci/soci.h>

#include <cstdlib>
#include <map>
#include <random>

using namespace retort;
using namespace retort_test;
using Strings = std::vector<std::string>;

namespace {

/// Parts of a schema's definitions, each with a choice of texts.
class Model {
public:
    explicit Model(std::uint32_t seed) : random_(seed) {
        for (auto& [name, choice] : choices_) {
            choice = below(texts().at(name).size());
        }
    }

    /// Changes one part. @returns which
    std::string change() {
        auto part = choices_.begin();
        std::advance(part, below(choices_.size()));
        const std::size_t others = texts().at(part->first).size() - 1;
        part->second = (part->second + 1 + below(others)) % (others + 1);
        return part->first;
    }

    std::string sql() const {
        std::string sql;
        for (const char* statement :
             {"CREATE TABLE gene (id INTEGER PRIMARY KEY{autoincrement}, symbol{type}{null}"
              "{default}{collate}{unique}{check}, at DATETIME{at_default}, score{score}{key_of}, "
              "twice{generated}{named_check}{table_unique})",
              "CREATE TABLE {order}{options}",
              "CREATE TABLE note (gene, kind{primary}, FOREIGN KEY (gene) REFERENCES gene"
              "{target}{on_delete}{on_update}{deferrable})",
              "CREATE{unique_index} INDEX by_symbol ON gene ({indexed}){where}", "{more_index}",
              "CREATE VIEW top AS SELECT {selected} FROM gene", "{more_view}",
              "CREATE TRIGGER noted {moment} ON gene BEGIN {body}; END", "{virtual}",
              "PRAGMA user_version = {version}"}) {
            std::string text = statement;
            for (std::size_t open = text.find('{'); open != std::string::npos;
                 open = text.find('{')) {
                const std::size_t close = text.find('}', open);
                const std::string part = text.substr(open + 1, close - open - 1);
                text.replace(open, close - open + 1, texts().at(part)[choices_.at(part)]);
            }
            sql += text + ";\n";
        }
        return sql;
    }

    static const std::map<std::string, Strings>& texts() {
        static const std::map<std::string, Strings> parts{
            {"autoincrement", {"", " AUTOINCREMENT", " ON CONFLICT REPLACE"}},
            {"type", {"", " TEXT", " VARCHAR(20)", " VARCHAR(21)", " INT"}},
            {"null", {"", " NOT NULL", " NOT NULL ON CONFLICT ABORT"}},
            {"default", {"", " DEFAULT 'x'", " DEFAULT 'X'", " DEFAULT NULL", " DEFAULT (1 - -1)"}},
            {"collate", {"", " COLLATE NOCASE", " COLLATE RTRIM"}},
            {"unique", {"", " UNIQUE", " CONSTRAINT one UNIQUE", " UNIQUE ON CONFLICT IGNORE"}},
            {"check", {"", " CHECK (symbol <> '')", " CHECK (symbol <> ' ')"}},
            {"at_default", {"", " DEFAULT CURRENT_TIMESTAMP", " DEFAULT CURRENT_DATE"}},
            {"score", {" REAL", " REAL DEFAULT 0.5", " REAL DEFAULT -0.5", " REAL DEFAULT +0.5"}},
            {"key_of", {"", " REFERENCES gene", " REFERENCES gene (id)", " REFERENCES note"}},
            {"generated",
             {" INT", " AS (score * 2)", " AS (score * 2) STORED", " INT AS (score * 2)",
              " INT GENERATED ALWAYS AS (score + score)"}},
            {"named_check",
             {"", ", CONSTRAINT c CHECK (score > 0)", ", CONSTRAINT d CHECK (score > 0)",
              ", CHECK (score > 0)"}},
            {"table_unique",
             {"", ", UNIQUE (at, score)", ", UNIQUE (score, at)", ", UNIQUE (at, score DESC)",
              ", UNIQUE (at COLLATE NOCASE)"}},
            {"order",
             {"pair (a INT PRIMARY KEY NOT NULL, b INT)",
              "pair (b INT, a INT PRIMARY KEY NOT NULL)",
              "\"a pair\" (a INT PRIMARY KEY NOT NULL, b INT)",
              "pair (a INT PRIMARY KEY NOT NULL, \"ä b\" INT)"}},
            {"options", {"", " STRICT", " WITHOUT ROWID", " STRICT, WITHOUT ROWID"}},
            {"primary",
             {"", ", PRIMARY KEY (gene, kind)", ", PRIMARY KEY (kind, gene)",
              ", CONSTRAINT p PRIMARY KEY (gene, kind)", ", PRIMARY KEY (gene, kind DESC)"}},
            {"target", {"", " (id)"}},
            {"on_delete", {"", " ON DELETE CASCADE", " ON DELETE SET NULL", " ON DELETE RESTRICT"}},
            {"on_update", {"", " ON UPDATE CASCADE", " ON UPDATE SET DEFAULT"}},
            {"deferrable", {"", " DEFERRABLE INITIALLY DEFERRED"}},
            {"unique_index", {"", " UNIQUE"}},
            {"indexed",
             {"symbol", "symbol DESC", "lower(symbol)", "upper(symbol)", "symbol COLLATE NOCASE",
              "symbol, score"}},
            {"where", {"", " WHERE score > 0", " WHERE score >= 0", " WHERE score IS NOT NULL"}},
            {"more_index",
             {"", "CREATE INDEX more ON note (kind)", "CREATE INDEX less ON note (kind)",
              "CREATE INDEX more ON gene (score)"}},
            {"selected",
             {"id", "id, symbol", "symbol, id", "id AS symbol", "'A' AS x", "'a' AS x"}},
            {"more_view",
             {"", "CREATE VIEW v AS SELECT 1", "CREATE VIEW v (a) AS SELECT 1",
              "CREATE VIEW v2 AS SELECT 1"}},
            {"moment",
             {"AFTER INSERT", "BEFORE INSERT", "AFTER DELETE", "AFTER UPDATE OF score",
              "AFTER UPDATE OF score, symbol"}},
            {"body", {"SELECT 1", "SELECT 2", "SELECT 1; SELECT 1"}},
            {"virtual",
             {"", "CREATE VIRTUAL TABLE f USING fts5(x)",
              "CREATE VIRTUAL TABLE f USING fts5(x, y)"}},
            {"version", {"0", "3", "4"}},
        };
        return parts;
    }

private:
    std::size_t below(std::size_t bound) {
        return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_);
    }

    std::mt19937 random_;
    std::map<std::string, std::size_t> choices_ = [] {
        std::map<std::string, std::size_t> none;
        for (const auto& part : texts()) {
            none[part.first] = 0;
        }
        return none;
    }();
};

/// What SQLite itself keeps: the shell's `.schema` prints these texts.
struct Made {
    std::unique_ptr<soci::session> session = open_session(":memory:");
    explicit Made(const std::string& sql) {
        char* message = nullptr;
        sqlite3_exec(native(*session), sql.c_str(), nullptr, nullptr, &message);
        CAPTURE(sql);
        REQUIRE(std::string(message == nullptr ? "" : message).empty());
    }
    std::string witness() {
        std::string text;
        soci::rowset<std::string> rows =
            (session->prepare << "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name "
                                 "NOT LIKE 'f\\_%' ESCAPE '\\' UNION ALL SELECT 'version ' || "
                                 "user_version FROM pragma_user_version ORDER BY 1");
        for (const std::string& row : rows) {
            text += row + "\n";
        }
        return text;
    }
};

std::uint32_t setting(const char* name, std::uint32_t otherwise) {
    const char* value = std::getenv(name);
    return value == nullptr ? otherwise : static_cast<std::uint32_t>(std::stoul(value));
}

}  // namespace

TEST_CASE("SQLite: schemas differ whenever SQLite's own texts do", "[schema]") {
    const std::uint32_t seed = setting("RETORT_SCHEMA_SEED", 20261130);
    const std::uint32_t rounds = setting("RETORT_SCHEMA_ROUNDS", 400);
    CAPTURE(seed);
    std::map<std::string, int> changed;
    for (std::uint32_t round = 0; round < rounds; ++round) {
        Model model(seed + round);
        Made left(model.sql());
        const std::string part = model.change();
        ++changed[part];
        Made right(model.sql());
        Made again(model.sql());
        CAPTURE(round, part, model.sql());
        REQUIRE(left.witness() != right.witness());
        CHECK_FALSE(compare(read_schema(*left.session), read_schema(*right.session)).empty());
        CHECK(compare(read_schema(*right.session), read_schema(*again.session)).empty());
    }
    CHECK((rounds < 400 || changed.size() == Model::texts().size()));
}
