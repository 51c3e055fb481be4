#pragma once

#include "runtime/object_book.hpp"
#include "runtime/situation.hpp"
#include "runtime/state.hpp"
#include "runtime/state_store.hpp"
#include "runtime/work.hpp"

#include <retort/migrator.hpp>

namespace retort::runtime {

/// The conditions under which nothing may be written or run. Each throws the error that names its
/// culprit, and does nothing where all is well.
void refuse_unmanaged(const StoredState& state);
/// @throws DatabaseError when the version column is too narrow for one of the ids
void refuse_long_ids(StateStore& store, const std::vector<std::string>& ids);
void refuse_edited(const Revisions::Data& revisions, const Situation& situation);
void refuse_never_run(const Situation& situation);
/// A recorded head that neither the scripts nor the database know.
void refuse_lost(const Situation& situation);
/// Any revision that the scripts do not have.
void refuse_unknown(const Situation& situation);
/// A step that is dirty.
void refuse_dirty(const StoredState& state);
/// Any step under way.
void refuse_open_step(const StoredState& state);

/// A script that defines a recorded object by itself. @param book not empty
/// @param released which are no longer managed then
void refuse_definitions(const ObjectBook& book, const Work& work, Dialect dialect,
                        const std::vector<Lifted>& released);

/// A script that writes, defines or drops a table of the engine by itself.
void refuse_state_tables(const dialect::TableNames& tables,
                         const std::vector<dialect::Statement>& statements,
                         const std::string& revision, const std::string& file, Dialect dialect);

/// A script that uses an object that neither a file nor the record knows.
/// @param files null: none
void refuse_unknown_uses(const ObjectBook& book, const Objects::Data::OfDialect* files,
                         const Work& work, Dialect dialect);

/// What is wrong, as Migrator::check() reports it.
std::vector<Problem> problems(const Revisions::Data& revisions, const StoredState& state,
                              const Situation& situation, const std::vector<std::string>& pending);

}  // namespace retort::runtime
