#include "dialect/scratch_database.hpp"
#include "errors/runtime.hpp"
#include "workflow/confined.hpp"

#include <retort/scratch.hpp>

namespace retort {
namespace {

SchemaOptions schema_options(const Options& options) {
    SchemaOptions schema;
    schema.version_table = options.version_table;
    schema.version_schema = options.version_schema;
    return schema;
}

/// In a scratch database nobody waits, and nobody is told.
Options scratch_options(const Options& options) {
    Options scratch;
    scratch.version_table = options.version_table;
    scratch.transaction = options.transaction;
    scratch.cancel = options.cancel;
    return scratch;
}

}  // namespace

Schema build_schema(const Scratch& scratch, const Revisions& revisions, const Objects& objects,
                    const std::vector<std::string>& targets, const Options& options) {
    dialect::ScratchDatabase database(scratch);
    workflow::check_confined(*dialect::open(database.session(), {}, {}), revisions, objects);
    const Options inside = scratch_options(options);
    Migrator migrator(database.session(), revisions, objects, inside);
    for (const std::string& target : targets) {
        migrator.upgrade(target);
    }
    return read_schema(database.session(), schema_options(inside));
}

std::vector<SchemaDifference> drift(soci::session& session, const Scratch& scratch,
                                    const Revisions& revisions, const Objects& objects,
                                    const Options& options) {
    const CurrentState state = Migrator(session, revisions, objects, options).current();
    if (!state.unknown.empty()) {
        throw errors::unknown_revisions(state.unknown, false);
    }
    const Schema built = build_schema(scratch, revisions, objects, state.current, options);
    return compare(built, read_schema(session, schema_options(options)));
}

}  // namespace retort
