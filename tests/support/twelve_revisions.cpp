#include "support/twelve_revisions.hpp"

#include "support/temporary_folder.hpp"

#include <retort/squash.hpp>

#include <stdexcept>

using namespace retort;

namespace retort_test {
namespace {

ScriptText step(const std::string& id, const std::string& parents, const std::string& upgrade,
                const std::string& downgrade) {
    return {id + ".sql", "-- write " + id + "\n-- retort:revision " + id + "\n" +
                             (parents.empty() ? "" : "-- retort:down_revision " + parents + "\n") +
                             upgrade + "\n" + downgrade + "\n"};
}

std::string up(const std::string& statements) {
    return "-- retort:upgrade\n" + statements;
}
std::string down(const std::string& statements) {
    return "-- retort:downgrade\n" + statements;
}

}  // namespace

std::vector<ScriptText> twelve_revisions() {
    return {
        step("t01", "",
             up("CREATE TABLE gene (id INTEGER PRIMARY KEY, symbol VARCHAR(20) NOT NULL);"),
             down("DROP TABLE gene;")),
        step("t02", "t01", up("INSERT INTO gene VALUES (1, 'PKD1'), (2, 'it''s'), (3, 'UMOD');"),
             down("DELETE FROM gene;")),
        step("t03", "t02",
             up("CREATE TABLE note (id INTEGER PRIMARY KEY, gene INTEGER, line VARCHAR(40), "
                "FOREIGN KEY (gene) REFERENCES gene (id));\n"
                "INSERT INTO note SELECT id * 10, id, symbol FROM gene;"),
             down("DROP TABLE note;")),
        step("t04", "t03", up("CREATE INDEX gene_symbol ON gene (symbol);"),
             "-- retort:downgrade sqlite postgresql\nDROP INDEX gene_symbol;\n"
             "-- retort:downgrade mysql\nDROP INDEX gene_symbol ON gene;"),
        step("t05", "t03", up("ALTER TABLE gene ADD COLUMN chromosome VARCHAR(5);"),
             down("ALTER TABLE gene DROP COLUMN chromosome;")),
        step("t06", "t04, t05", up("UPDATE gene SET chromosome = '16' WHERE id <> 2;"),
             down("UPDATE gene SET chromosome = NULL;")),
        step("t07", "t06", up("CREATE VIEW symbols AS SELECT id, symbol FROM gene;"),
             down("DROP VIEW symbols;")),
        step("t08", "t07",
             "-- retort:upgrade sqlite\n"
             "CREATE TRIGGER noted AFTER INSERT ON gene BEGIN\n"
             "    INSERT INTO note VALUES (NEW.id * 10, NEW.id, 'seen');\nEND;\n"
             "-- retort:upgrade mysql\n"
             "CREATE TRIGGER noted AFTER INSERT ON gene FOR EACH ROW\n"
             "    INSERT INTO note VALUES (NEW.id * 10, NEW.id, 'seen');\n"
             "-- retort:upgrade postgresql\n"
             "CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN\n"
             "    INSERT INTO note VALUES (NEW.id * 10, NEW.id, 'seen');\n    RETURN NEW;\n"
             "END $$;\n"
             "CREATE TRIGGER noted AFTER INSERT ON gene FOR EACH ROW EXECUTE FUNCTION noted();",
             "-- retort:downgrade sqlite mysql\nDROP TRIGGER noted;\n"
             "-- retort:downgrade postgresql\nDROP TRIGGER noted ON gene;\nDROP FUNCTION noted();"),
        step("t09", "t08", up("INSERT INTO gene (id, symbol) VALUES (4, 'HNF1B'), (5, 'REN');"),
             down("DELETE FROM note WHERE gene > 3;\nDELETE FROM gene WHERE id > 3;")),
        step("t10", "t09",
             up("CREATE VIEW noted_symbols AS SELECT symbols.symbol, note.line FROM symbols JOIN "
                "note ON note.gene = symbols.id;"),
             down("DROP VIEW noted_symbols;")),
        step("t11", "t10",
             up("CREATE TABLE assay (id INTEGER PRIMARY KEY, gene INTEGER, FOREIGN KEY (gene) "
                "REFERENCES gene (id));"),
             down("DROP TABLE assay;")),
        step("t12", "t11",
             up("INSERT INTO assay SELECT id * 100, id FROM gene;\n"
                "INSERT INTO gene (id, symbol) VALUES (6, 'LMX1B');"),
             down("DELETE FROM note WHERE gene = 6;\nDELETE FROM gene WHERE id = 6;\n"
                  "DELETE FROM assay;"))};
}

SquashedTwelve squash_twelve(const Scratch& scratch) {
    const TemporaryFolder folder;
    for (const ScriptText& script : twelve_revisions()) {
        folder.write("migrations/" + script.name, script.text);
    }
    const std::vector<Source> sources{ScriptFolder(folder.file("migrations"))};
    const ObjectFolder views(folder.file("views"));
    const auto program = [&] { return Program{Revisions(sources), Objects(views)}; };
    const Program before = program();
    SquashOptions options;
    options.range = "t10";
    options.id = "t00";
    options.message = "ten in one";
    options.scratch = {scratch};
    options.objects_folder = views.path;
    if (!squash(folder.file("migrations"), sources, Objects(views), options).written) {
        throw std::logic_error("the squash is not proven");
    }
    const Program squashed = program();
    unsquash(folder.file("migrations"), sources, Objects(views), options.id);
    return {before, squashed, program()};
}

}  // namespace retort_test
