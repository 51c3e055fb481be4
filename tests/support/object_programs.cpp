#include "object_programs.hpp"

using namespace retort;

namespace retort_test {
namespace {

using Files = std::vector<ObjectSource>;

ScriptText script_text(const std::string& id, const std::string& parent,
                       const std::string& sections) {
    return {id + ".sql", "-- " + id + "\n-- retort:revision " + id + "\n" +
                             (parent.empty() ? "" : "-- retort:down_revision " + parent + "\n") +
                             sections};
}

const ScriptText genes =
    script_text("aaa", "",
                "-- retort:upgrade\n"
                "CREATE TABLE gene (id INTEGER PRIMARY KEY, symbol VARCHAR(20), score INTEGER);\n"
                "CREATE TABLE noted (id INTEGER, word VARCHAR(20));\n"
                "INSERT INTO gene VALUES (1, 'BRCA1', 5), (2, 'TP53', 7);\n");

const ScriptText wider = script_text(
    "bbb", "aaa",
    "-- retort:upgrade postgresql\n"
    "ALTER TABLE gene ALTER COLUMN symbol TYPE VARCHAR(40);\n"
    "ALTER TABLE gene ALTER COLUMN score TYPE BIGINT;\n"
    "-- retort:upgrade mysql\n"
    "ALTER TABLE gene MODIFY symbol VARCHAR(40), MODIFY score BIGINT;\n"
    "-- retort:upgrade sqlite\n"
    "CREATE TABLE gene_new (id INTEGER PRIMARY KEY, symbol VARCHAR(40), score BIGINT);\n"
    "INSERT INTO gene_new SELECT id, symbol, score FROM gene;\n"
    "DROP TABLE gene;\n"
    "ALTER TABLE gene_new RENAME TO gene;\n"
    "-- retort:upgrade\n"
    "INSERT INTO gene VALUES (3, 'MYC', 9);\n");

const ScriptText copied = script_text("ccc", "bbb",
                                      "-- retort:uses view a_list\n"
                                      "-- retort:upgrade\n"
                                      "CREATE TABLE copied (symbol VARCHAR(40));\n"
                                      "INSERT INTO copied SELECT symbol FROM a_list;\n"
                                      "ALTER TABLE noted ADD COLUMN remark VARCHAR(20);\n"
                                      "INSERT INTO gene VALUES (4, 'EGFR', 3);\n");

ObjectText object(const std::string& name, const std::string& header, const std::string& text) {
    return {name + ".sql", "-- " + name + "\n-- retort:object " + header + "\n" + text};
}

ObjectText view(const std::string& name, const std::string& select) {
    return object(name, "view " + name, "\nCREATE VIEW " + name + " AS " + select + ";\n");
}

/// A table of its rows where the database has such views.
ObjectText totals() {
    const std::string select = " totals AS SELECT count(*) AS genes FROM scores;\n";
    return object("totals", "materialized_view totals",
                  "-- retort:create postgresql\nCREATE MATERIALIZED VIEW" + select +
                      "CREATE UNIQUE INDEX totals_genes ON totals (genes);\n"
                      "COMMENT ON MATERIALIZED VIEW totals IS 'all of them';\n"
                      "-- retort:create sqlite, mysql\nCREATE VIEW" +
                      select);
}

ObjectText note(const std::string& word) {
    return object("note", "function note()",
                  "-- retort:create postgresql\n"
                  "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$\n"
                  "BEGIN INSERT INTO noted (id, word) VALUES (NEW.id, '" +
                      word + "'); RETURN NEW; END $$;\n");
}

ObjectText touch(const std::string& word) {
    return object("touch", "trigger touch on gene",
                  "-- retort:create sqlite, mysql\n"
                  "CREATE TRIGGER touch AFTER INSERT ON gene FOR EACH ROW BEGIN\n"
                  "  INSERT INTO noted (id, word) VALUES (NEW.id, '" +
                      word +
                      "');\nEND;\n"
                      "-- retort:create postgresql\n"
                      "CREATE TRIGGER touch AFTER INSERT ON gene FOR EACH ROW EXECUTE FUNCTION "
                      "note();\n");
}

ObjectText twice(const std::string& type) {
    return object("twice", "function twice(n integer)",
                  "-- retort:create postgresql\nCREATE FUNCTION twice(n integer) RETURNS " + type +
                      " LANGUAGE sql IMMUTABLE AS 'SELECT n::" + type +
                      " * 2';\n"
                      "-- retort:create mysql\nCREATE FUNCTION twice(n INT) RETURNS " +
                      type + " DETERMINISTIC RETURN n * 2;\n");
}

ObjectText doubled() {
    const std::string create = "CREATE VIEW doubled AS SELECT id, twice(";
    return object("doubled", "view doubled",
                  "-- retort:create postgresql\n" + create +
                      "score::integer) AS twice FROM gene;\n-- retort:create mysql\n" + create +
                      "score) AS twice FROM gene;\n-- retort:create sqlite\n"
                      "CREATE VIEW doubled AS SELECT id, 2 * score AS twice FROM gene;\n");
}

Files older_files() {
    return {view("symbols", "SELECT id, symbol FROM gene"),
            view("a_list", "SELECT symbol FROM symbols"),
            view("scores", "SELECT id, score FROM gene"),
            totals(),
            note("old"),
            touch("old"),
            twice("integer"),
            doubled()};
}

Files newer_files() {
    return {view("symbols", "SELECT symbol, id FROM gene WHERE id < 100"),
            view("a_list", "SELECT symbol FROM symbols"),
            view("scores", "SELECT id, score FROM gene WHERE score > 4"),
            totals(),
            note("new"),
            touch("new"),
            twice("bigint"),
            doubled(),
            view("named", "SELECT symbol FROM a_list WHERE symbol > 'C'")};
}

}  // namespace

Program older_program() {
    return {Revisions{genes}, Objects(older_files())};
}

Program newer_program() {
    return {Revisions{genes, wider, copied}, Objects(newer_files())};
}

Program newer_objects() {
    return {Revisions{genes}, Objects(newer_files())};
}

const std::vector<std::string>& views_of_newer_program() {
    static const std::vector<std::string> names{"symbols", "a_list",  "scores",
                                                "totals",  "doubled", "named"};
    return names;
}

std::string wrong_with_objects(Migrator& migrator) {
    std::string wrong;
    for (const Problem& problem : migrator.check()) {
        wrong += problem.detail + "\n";
    }
    for (const ObjectStatus& status : migrator.objects()) {
        if (status.state != ObjectState::in_sync) {
            wrong += status.name + " is " + std::string(to_string(status.state)) + "\n";
        }
    }
    return wrong;
}

}  // namespace retort_test
