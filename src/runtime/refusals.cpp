#include "runtime/refusals.hpp"

#include "errors/baseline.hpp"
#include "errors/object_state.hpp"
#include "errors/runtime.hpp"
#include "graph/resolve.hpp"
#include "runtime/object_mover.hpp"
#include "script/character.hpp"
#include "script/identifiers.hpp"

#include <algorithm>

namespace retort::runtime {
namespace {

/// What the version column of every tool that made one holds: Alembic's has 32 characters.
constexpr std::size_t any_version_column = 32;

std::vector<std::string> files_of(const Revisions::Data& revisions,
                                  const std::vector<std::string>& ids) {
    std::vector<std::string> files;
    for (const std::string& id : ids) {
        files.push_back(revisions[*revisions.find(id)].path);
    }
    return files;
}

std::size_t characters(const std::string& utf8) {
    return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

/// What began cannot be judged later.
bool is_in_doubt(const JournalRow& journal) {
    return journal.started != 0 && journal.fingerprint.empty();
}

std::string sentence(const JournalRow& journal) {
    const std::string direction(to_string(journal.direction));
    if (!journal.dirty.empty()) {
        return journal.is_in_statement()
                   ? errors::dirty_statement_sentence(journal.id, direction, journal.dirty)
                   : errors::dirty_sentence(journal.id, direction, journal.dirty);
    }
    if (is_in_doubt(journal)) {
        return errors::dirty_sentence(
            journal.id, direction,
            "it began, and another process is at it or was interrupted in a place where nobody "
            "knows what it did");
    }
    return errors::unfinished_sentence(journal.id, direction, journal.part, journal.done);
}

bool mentions(std::string_view text, std::string_view word) {
    const auto folded = [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    };
    return std::search(text.begin(), text.end(), word.begin(), word.end(),
                       [&](char a, char b) { return folded(a) == folded(b); }) != text.end();
}

/// Where the engine's schema is not known, any is taken for it.
bool is_state_table(const script::Identifier& table, const dialect::TableNames& tables,
                    Dialect dialect) {
    const auto same = [dialect](const std::string& a, const std::string& b) {
        return a == b ||
               (dialect != Dialect::postgresql && script::lower_case(a) == script::lower_case(b));
    };
    if (!table.schema.empty() && !tables.schema.empty() && !same(table.schema, tables.schema)) {
        return false;
    }
    std::vector<std::string> names = dialect::state_table_names(tables.version_table);
    names.push_back(dialect::lock_table_name(tables.version_table));
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& name) { return same(name, table.name); });
}

}  // namespace

void refuse_unmanaged(const StoredState& state) {
    if (state.journal || !state.quick.heads.empty() || state.has_history) {
        return;
    }
    if (!state.alembic_heads.empty()) {
        throw errors::alembic_beside(state.alembic_heads);
    }
    if (!state.other_tables.empty()) {
        throw errors::unmanaged(state.other_tables);
    }
}

void refuse_long_ids(StateStore& store, const std::vector<std::string>& ids) {
    for (const std::string& id : ids) {
        const std::size_t length = characters(id);
        if (length <= any_version_column) {
            continue;
        }
        const std::size_t holds = store.version_length();
        if (holds > 0 && length > holds) {
            const StateSql& sql = store.sql();
            throw errors::version_column_too_narrow(sql.tables().version_table, holds, id, length,
                                                    sql.syntax().widen_version(sql.tables()));
        }
    }
}

void refuse_edited(const Revisions::Data& revisions, const Situation& situation) {
    if (!situation.edited.empty()) {
        throw errors::edited_scripts(situation.edited, files_of(revisions, situation.edited));
    }
}

void refuse_never_run(const Situation& situation) {
    if (!situation.never_run.empty()) {
        throw errors::never_run(situation.never_run);
    }
}

void refuse_lost(const Situation& situation) {
    if (!situation.lost.empty()) {
        throw errors::unknown_revisions(situation.lost, false);
    }
    if (!situation.begun.empty()) {
        graph::find_recorded(situation.graph, situation.begun);
    }
}

void refuse_unknown(const Situation& situation) {
    refuse_lost(situation);
    if (!situation.kept.empty()) {
        throw errors::unknown_revisions(situation.kept, true);
    }
}

void refuse_dirty(const StoredState& state) {
    if (state.journal && !state.journal->dirty.empty()) {
        throw errors::dirty(state.journal->id, sentence(*state.journal));
    }
}

void refuse_open_step(const StoredState& state) {
    refuse_dirty(state);
    if (state.journal) {
        throw errors::unfinished(state.journal->id, sentence(*state.journal));
    }
}

void refuse_definitions(const ObjectBook& book, const Work& work, Dialect dialect,
                        const std::vector<Lifted>& released) {
    for (const Part& part : work.parts) {
        for (const dialect::Statement& statement : part.statements) {
            for (const auto& definition : script::definitions_of(statement.text, dialect)) {
                const auto* entry = book.find(definition.object);
                if (entry != nullptr && !contains(released, definition.object) &&
                    entry->row.state == ObjectRow::State::made) {
                    throw errors::script_defines_object(
                        work.file, statement.line, statement.text,
                        described(entry->row.kind, entry->row.name));
                }
            }
        }
    }
}

void refuse_state_tables(const dialect::TableNames& tables,
                         const std::vector<dialect::Statement>& statements,
                         const std::string& revision, const std::string& file, Dialect dialect) {
    const std::string stem = dialect::state_table_stem(tables.version_table);
    for (const dialect::Statement& statement : statements) {
        if (!mentions(statement.text, stem)) {
            continue;
        }
        for (const auto& written : script::tables_written_by(statement.text, dialect)) {
            if (is_state_table(written, tables, dialect)) {
                throw errors::writes_state_table(revision, file, statement.line, statement.text,
                                                 written.name);
            }
        }
    }
}

void refuse_unknown_uses(const ObjectBook& book, const Objects::Data::OfDialect* files,
                         const Work& work, Dialect dialect) {
    for (const script::ObjectName& used : work.uses) {
        const auto id = used_object(used, dialect);
        const bool known =
            id && ((files != nullptr && files->find(*id) != nullptr) || book.find(*id) != nullptr);
        if (!known) {
            throw errors::uses_unknown_object(work.file, used.line, used.kind + " " + used.name);
        }
    }
}

std::vector<Problem> problems(const Revisions::Data& revisions, const StoredState& state,
                              const Situation& situation, const std::vector<std::string>& pending) {
    std::vector<Problem> found;
    if (state.journal) {
        const bool dirty = !state.journal->dirty.empty() || is_in_doubt(*state.journal);
        found.push_back({dirty ? "dirty" : "behind", state.journal->id, sentence(*state.journal)});
    }
    for (const std::string& id : pending) {
        found.push_back({"behind", id, "Revision " + id + " is not applied; upgrade runs it."});
    }
    for (const std::string& id : situation.lost) {
        found.push_back({"unknown", id, errors::unknown_revisions({id}, false).what()});
    }
    for (const std::string& id : situation.begun) {
        found.push_back({"unknown", id, errors::begun_sentence(id)});
    }
    for (const std::string& id : situation.kept) {
        found.push_back({"unknown", id, errors::unknown_revisions({id}, true).what()});
    }
    for (const std::string& id : situation.edited) {
        found.push_back(
            {"edited", id, errors::edited_scripts({id}, files_of(revisions, {id})).what()});
    }
    for (const std::string& id : situation.never_run) {
        found.push_back({"never_run", id, errors::never_run({id}).what()});
    }
    return found;
}

}  // namespace retort::runtime
