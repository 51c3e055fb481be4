#include "schema_witness.hpp"

#include "support/server_client.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <regex>
#include <sstream>
#include <stdexcept>

namespace retort_test {
namespace {

std::string arguments(const Server& server) {
    return " --no-defaults --protocol=tcp -h " + server.host + " -P " +
           std::to_string(server.port) + " -u " + server.user + " --password='" + server.password +
           "' ";
}

std::string dump_line(const Server& server) {
    return "mariadb-dump" + arguments(server) +
           "--force --skip-comments --no-data --routines --triggers --events " + server.database +
           " 2>/dev/null";
}

/// What it ends with tells of views that are invalid.
std::string output_of(const std::string& line) {
    std::FILE* const pipe = popen(line.c_str(), "r");
    if (pipe == nullptr) {
        throw std::runtime_error("there is no mariadb-dump");
    }
    std::string text;
    std::array<char, 16384> part{};
    while (const std::size_t size = std::fread(part.data(), 1, part.size(), pipe)) {
        text.append(part.data(), size);
    }
    pclose(pipe);
    if (text.empty()) {
        throw std::runtime_error("mariadb-dump said nothing");
    }
    return text;
}

void erase_all(std::string& text, const std::string& part) {
    for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos;) {
        text.erase(at, part.size());
    }
}

bool is_key(const std::string& line) {
    static const std::regex keys(
        "^  (PRIMARY |UNIQUE |FULLTEXT |SPATIAL )?KEY .*|^  CONSTRAINT .*");
    return std::regex_match(line, keys);
}

std::string normal(const std::string& dump, const std::string& database) {
    std::istringstream lines(dump);
    std::string result;
    std::vector<std::string> keys;
    for (std::string line; std::getline(lines, line);) {
        if (is_key(line)) {
            keys.push_back(line.substr(0, line.size() - (line.back() == ',' ? 1 : 0)) + "\n");
            continue;
        }
        std::sort(keys.begin(), keys.end());
        for (const std::string& key : keys) {
            result += key;
        }
        keys.clear();
        if (line.rfind("DO SETVAL", 0) != 0) {
            result += line + "\n";
        }
    }
    // The comma behind the last column comes and goes with the keys.
    result = std::regex_replace(result, std::regex(",\n"), "\n");
    result = std::regex_replace(
        result, std::regex(" AUTO_INCREMENT=[0-9]+| ON (DELETE|UPDATE) NO ACTION"), "");
    erase_all(result, "`" + database + "`.");
    erase_all(result, database);  // where a program is of another collation than the database
    return result;
}

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> statements;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find("\n\n", at), text.size());
        statements.push_back(text.substr(at, end - at));
        at = end + 2;
    }
    return statements;
}

/// Blank lines are between the statements.
constexpr const char* rich_text =
    R"sql(CREATE SEQUENCE counter START 5 INCREMENT 2 MINVALUE 1 MAXVALUE 100000 CACHE 10 CYCLE COMMENT
    'it''s counted'

CREATE SEQUENCE plain

CREATE TABLE gene (id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, name VARCHAR(50) NOT NULL
    DEFAULT 'x''y\\z' COMMENT 'a \'name\'', old VARCHAR(20) CHARACTER SET latin1, exact
    VARCHAR(20) COLLATE utf8mb4_bin, kind ENUM('a', 'b''c, d') DEFAULT 'a', marks SET('x', 'y'),
    made DATETIME(3) DEFAULT NOW(3) ON UPDATE NOW(3), seen TIMESTAMP NULL, score DOUBLE DEFAULT
    (1 + 2), word CHAR(36) DEFAULT UUID(), doubled INT AS (score * 2) VIRTUAL, label VARCHAR(60)
    AS (CONCAT(name, '-')) STORED, hidden INT INVISIBLE DEFAULT 3, json JSON, note TEXT
    COMPRESSED, text TEXT, place POINT NOT NULL, price DECIMAL(10, 2) UNSIGNED ZEROFILL, count
    INT CHECK (count > 0), raw BLOB DEFAULT x'4142', bits BIT(4) DEFAULT b'101', turn INT DEFAULT
    (NEXTVAL(counter)), UNIQUE named (name(10), exact DESC), UNIQUE hashed (raw) USING HASH, KEY
    scored (score DESC, seen) COMMENT 'by score', KEY unused (made) IGNORED, FULLTEXT words
    (text), SPATIAL places (place), CONSTRAINT positive CHECK (score > 0 AND name <> 'a"b'))
    COMMENT 'of life'

CREATE TABLE pair (a INT NOT NULL, b INT NOT NULL, `odd ``name``` INT, PRIMARY KEY (a, b))
    ROW_FORMAT = COMPRESSED KEY_BLOCK_SIZE = 8 STATS_PERSISTENT = 0 CHARSET = latin1

CREATE TABLE child (a INT, b INT, gene INT UNSIGNED, x VARCHAR(9), KEY (a, b), CONSTRAINT parent
    FOREIGN KEY (gene) REFERENCES gene (id) ON DELETE CASCADE ON UPDATE SET NULL, FOREIGN KEY (a,
    b) REFERENCES pair (a, b))

CREATE TABLE Child (a INT, x VARCHAR(9) COLLATE latin1_bin, KEY (x))

CREATE TABLE quick (a INT, b VARCHAR(10), UNIQUE h (b), KEY t USING BTREE (a)) ENGINE = MEMORY
    MAX_ROWS = 100

CREATE TABLE files (a INT, b TEXT) ENGINE = MyISAM CHECKSUM = 1 AVG_ROW_LENGTH = 10

CREATE TABLE pages (a INT) PAGE_COMPRESSED = 1 PAGE_COMPRESSION_LEVEL = 5

CREATE TABLE past (a INT, b INT WITHOUT SYSTEM VERSIONING) WITH SYSTEM VERSIONING

CREATE TABLE since (a INT, s TIMESTAMP(6) GENERATED ALWAYS AS ROW START INVISIBLE, e TIMESTAMP(6)
    GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (s, e)) WITH SYSTEM VERSIONING

CREATE TABLE rented (a INT, s DATE, e DATE, PERIOD FOR rent (s, e), UNIQUE once (a, rent WITHOUT
    OVERLAPS))

CREATE TABLE ranges (a INT NOT NULL, b INT, d DATE) PARTITION BY RANGE (a) SUBPARTITION BY HASH
    (b) SUBPARTITIONS 2 (PARTITION p0 VALUES LESS THAN (10) COMMENT 'first', PARTITION p1 VALUES
    LESS THAN (100))

CREATE TABLE lists (a INT, b INT) PARTITION BY LIST (a) (PARTITION p0 VALUES IN (1, 2, NULL),
    PARTITION rest DEFAULT)

CREATE TABLE hashes (a INT NOT NULL PRIMARY KEY) PARTITION BY LINEAR KEY (a) PARTITIONS 3

CREATE TABLE words (a INT, b VARCHAR(10)) PARTITION BY RANGE COLUMNS (a, b) (PARTITION p0 VALUES
    LESS THAN (5, 'x'), PARTITION p1 VALUES LESS THAN (9, MAXVALUE))

CREATE TABLE moments (a INT) WITH SYSTEM VERSIONING PARTITION BY SYSTEM_TIME LIMIT 1000
    PARTITIONS 3

CREATE TABLE shown (id INT, name VARCHAR(20), rank INT)

CREATE VIEW top AS SELECT id, name AS `n``q` FROM shown WHERE id > 3 WITH CASCADED CHECK OPTION

CREATE ALGORITHM = MERGE SQL SECURITY INVOKER VIEW joined AS SELECT s.id, (SELECT MAX(id) FROM
    shown) AS most FROM shown AS s JOIN top ON top.id = s.id

CREATE FUNCTION twice(x INT, y VARCHAR(10) CHARACTER SET latin1) RETURNS VARCHAR(20) CHARSET
    utf8mb4 COLLATE utf8mb4_bin DETERMINISTIC NO SQL COMMENT 'it''s twice' BEGIN /* why */ RETURN
    CONCAT(y, 'a''b\n', "q"); END

CREATE AGGREGATE FUNCTION total(x INT) RETURNS INT BEGIN DECLARE s INT DEFAULT 0; DECLARE
    CONTINUE HANDLER FOR NOT FOUND RETURN s; LOOP FETCH GROUP NEXT ROW; SET s = s + x; END LOOP;
    END

CREATE PROCEDURE twice(IN a INT, OUT b DECIMAL(10, 2), INOUT c TEXT) MODIFIES SQL DATA SQL
    SECURITY INVOKER BEGIN INSERT INTO shown (id) VALUES (a); END

CREATE TRIGGER first BEFORE INSERT ON `shown` FOR EACH ROW SET NEW.rank = 1

CREATE TRIGGER zeroth BEFORE INSERT ON `shown` FOR EACH ROW PRECEDES first SET NEW.rank = 2

CREATE TRIGGER after_all AFTER UPDATE ON `shown` FOR EACH ROW BEGIN SET @a = 1; END

CREATE EVENT daily ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' ENDS '2031-01-01' ON
    COMPLETION PRESERVE DISABLE COMMENT 'by day' DO DELETE FROM shown

CREATE EVENT once ON SCHEDULE AT '2035-01-01' DO DELETE FROM shown

CREATE EVENT often ON SCHEDULE EVERY '1:30' HOUR_MINUTE STARTS '2030-01-01' DO DELETE FROM shown

SET sql_mode = ORACLE

CREATE PACKAGE pack AS FUNCTION ff RETURN INT; END

CREATE PACKAGE BODY pack AS FUNCTION ff RETURN INT AS BEGIN RETURN 1; END; END

SET sql_mode = DEFAULT)sql";

std::string grants_of(const Server& server) {
    const auto client = ServerClient::connect(server);
    const std::string here = " WHERE Db = '" + server.database + "' ORDER BY 1, 2, 3";
    std::string text;
    for (const std::string& query :
         {"SELECT * FROM mysql.db" + here,
          "SELECT Host, User, Table_name, Table_priv, Column_priv FROM mysql.tables_priv" + here,
          "SELECT Host, User, Table_name, Column_name, Column_priv FROM mysql.columns_priv" + here +
              ", 4",
          "SELECT Host, User, Routine_name, Routine_type, Proc_priv FROM mysql.procs_priv" + here +
              ", 4",
          std::string("SELECT default_collation_name, schema_comment FROM "
                      "information_schema.schemata WHERE schema_name = DATABASE()")}) {
        for (const std::string& row : client->rows(query)) {
            text += row + "\n";
        }
    }
    erase_all(text, server.database);
    return text;
}

}  // namespace

std::string witness_of(const Server& server) {
    return normal(output_of(dump_line(server)), server.database) + grants_of(server);
}

void copy_definitions(const Server& from, const Server& to) {
    // Defaults that draw from a sequence name its database.
    const std::string line = dump_line(from) + " | sed 's/`" + from.database +
                             "`[.]//g' | mariadb" + arguments(to) +
                             "--comments --default-character-set=utf8mb4 " + to.database;
    if (std::system(line.c_str()) != 0) {
        throw std::runtime_error("what mariadb-dump wrote cannot be read");
    }
}

const std::vector<std::string>& rich_schema() {
    static const std::vector<std::string> statements = split(rich_text);
    return statements;
}

}  // namespace retort_test
