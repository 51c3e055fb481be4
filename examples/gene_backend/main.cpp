// A small backend that keeps genes, and lets Retort bring its SQLite database to the schema that
// it was written for, at every start.
//
//   gene_backend [DATABASE]       the life of a database, from its first start (default: genes.db)
//   gene_backend migrate COMMAND  Retort's command line, for the revisions and views of this
//   program
#include "data.hpp"
#include "progress.hpp"
#include "revisions.hpp"

#include <retort/migrator.hpp>
#ifdef GENE_BACKEND_MIGRATE
#include <retort/command_line.hpp>
#endif
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

constexpr const char* default_database = "genes.db";

void heading(const std::string& text) {
    std::cout << '\n' << text << '\n';
}

/// All that a backend needs at its start. The session is in no transaction, before and after.
void start(soci::session& sql, const retort::Revisions& revisions, const retort::Objects& objects,
           const std::string& target = "heads") {
    Progress progress;
    retort::Options options;
    options.observer = &progress;
    retort::Migrator migrator(sql, revisions, objects, options);
    const retort::Plan done = migrator.upgrade(target);
    print_objects(done.objects);
    if (done.empty() && done.objects.empty()) {
        std::cout << "  Nothing to do: the schema is up to date.\n";
    }
}

void check_rows(soci::session& sql) {
    const RowCounts rows = count_rows(sql);
    std::cout << "  " << rows.genes << " genes, " << rows.annotations << " annotations, "
              << rows.evidence << " evidence records\n";
    if (rows.genes != full_size.genes || rows.annotations != full_size.annotations ||
        rows.evidence != full_size.evidence) {
        throw std::runtime_error("Rows are missing: the database should hold " +
                                 std::to_string(full_size.genes) + " genes, " +
                                 std::to_string(full_size.annotations) + " annotations and " +
                                 std::to_string(full_size.evidence) + " evidence records.");
    }
}

void print_best_genes(soci::session& sql) {
    std::cout << "  best genes:";
    for (const RatedGene& gene : best_genes(sql)) {
        std::cout << "  " << gene.symbol << ' ' << gene.score << " % (" << gene.tier << ')';
    }
    std::cout << '\n';
}

void down_and_up(soci::session& sql, const retort::Revisions& revisions,
                 const retort::Objects& objects) {
    Progress progress;
    retort::Options options;
    options.observer = &progress;
    retort::Migrator migrator(sql, revisions, objects, options);
    migrator.downgrade("-3");
    std::cout << "  current heads: " << joined(migrator.current().current) << '\n';
    print_objects(migrator.upgrade().objects);
}

void run(const std::string& path) {
    const retort::Revisions revisions(gene_revisions());
    const retort::Objects objects(gene_objects());
    soci::session sql(soci::sqlite3, "db=\"" + path + "\"");

    heading("First start, of a release that knew eight revisions and one view: " + path);
    start(sql, revisions, retort::Objects(gene_objects_of_first_release()), "fix_gene_norm_log");

    heading("Rows");
    if (count_rows(sql).genes == 0) {
        fill(sql);
    }
    check_rows(sql);

    heading("The next release: its revisions branch and merge, and a folder holds its views");
    start(sql, revisions, objects, "b8d4f6a1c3e7");
    check_rows(sql);
    print_best_genes(sql);

    heading("The newest release changes a column under eight of the views, which stay");
    start(sql, revisions, objects);
    check_rows(sql);
    print_best_genes(sql);

    heading("Start of a second replica");
    soci::session second(soci::sqlite3, "db=\"" + path + "\"");
    start(second, revisions, objects);

    heading("The newest three revisions, down and up again");
    down_and_up(sql, revisions, objects);
    check_rows(sql);

    retort::Migrator migrator(sql, revisions, objects);
    heading("Views");
    print_objects(migrator);
    heading("Revisions, newest first; [x] is applied");
    print_history(migrator);
    heading("What was done to this database");
    print_log(migrator);
}

#ifdef GENE_BACKEND_MIGRATE
int migrate(const std::vector<std::string>& arguments) {
    retort::CommandLine command_line;
    command_line.program = "gene_backend migrate";
    command_line.sources = gene_revisions();
    command_line.objects = gene_objects();
    command_line.url = std::string("sqlite:///") + default_database;
    return retort::run_command_line(arguments, command_line);
}
#endif

}  // namespace

int main(int argc, char** argv) {
    try {
#ifdef GENE_BACKEND_MIGRATE
        if (argc > 1 && std::string(argv[1]) == "migrate") {
            return migrate({argv + 2, argv + argc});
        }
#endif
        run(argc > 1 ? argv[1] : default_database);
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "error: " << error.what() << '\n';
        return 1;
    }
}
