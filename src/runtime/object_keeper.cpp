#include "runtime/object_keeper.hpp"

#include "runtime/savepoint.hpp"
#include "script/lexer.hpp"
#include "script/word_pattern.hpp"

#include <algorithm>

namespace retort::runtime {
namespace {

using script::Identifier;

/// CASCADE reaches what no word names; what a block or a call does, no word tells.
bool may_change_anything(std::string_view statement, Dialect dialect) {
    const auto words = script::words_of(statement, dialect);
    if (script::begin_with_any(words, {"do", "call", "execute", "begin not"})) {
        return true;
    }
    return script::begin_with(words, "drop|alter") &&
           std::any_of(words.begin(), words.end(),
                       [](std::string_view word) { return script::same_word(word, "cascade"); });
}

/// Statements that only read or write rows, or add to a table, are in nobody's way.
bool may_be_blocked(std::string_view statement, Dialect dialect) {
    return !script::begin_with_any(
        script::words_of(statement, dialect),
        {"insert|update|delete|select|values|with|comment|grant", "create unique? index"});
}

}  // namespace

void ObjectKeeper::expect() {
    used_names_.clear();
    for (const ObjectBook::Entry& entry : recorder_.objects().entries()) {
        used_names_.insert(entry.id.name);
        used_names_.insert(entry.id.table);
        for (const Identifier& identifier :
             script::identifiers_of(entry.row.text, database_.dialect())) {
            used_names_.insert(identifier.name);
        }
    }
    mover_.is_down({});
}

bool ObjectKeeper::changes_a_used_table(std::string_view statement) const {
    const auto tables = script::tables_changed_by(statement, database_.dialect());
    return std::any_of(tables.begin(), tables.end(),
                       [&](const Identifier& table) { return used_names_.count(table.name) > 0; });
}

bool ObjectKeeper::may_meet(const dialect::Statement& statement) const {
    return !recorder_.objects().empty() &&
           (changes_a_used_table(statement.text) ||
            may_change_anything(statement.text, database_.dialect()));
}

bool ObjectKeeper::may_meet(const Work& work) const {
    return std::any_of(work.parts.begin(), work.parts.end(), [&](const Part& part) {
        return std::any_of(part.statements.begin(), part.statements.end(),
                           [&](const auto& statement) { return may_meet(statement); });
    });
}

bool ObjectKeeper::can_help(const DatabaseError& error) const {
    return !recorder_.objects().empty() && database_.objects().is_blocked(error);
}

void ObjectKeeper::run(const dialect::Statement& statement, const std::function<void()>& run) {
    if (recorder_.objects().empty()) {
        run();
        return;
    }
    put_back_named_by(statement);
    if (mover_.down().empty() && !may_be_blocked(statement.text, database_.dialect())) {
        run();
        return;
    }
    bool put_all_back = false;
    while (true) {
        Savepoint savepoint(database_);
        try {
            run();
            savepoint.release();
            break;
        } catch (const DatabaseError& error) {
            savepoint.roll_back();
            if (!database_.in_transaction()) {
                throw;
            }
            if (database_.objects().is_blocked(error)) {
                if (!make_way(statement, error)) {
                    throw;
                }
            } else if (!put_all_back && !mover_.down().empty() &&
                       database_.objects().is_absence(error)) {
                put_all_back = true;
                mover_.put_back_all();
            } else {
                throw;
            }
        }
    }
    if (may_meet(statement)) {
        look_for_lost();
    }
}

/// @returns whether something was taken down that was not before
bool ObjectKeeper::make_way(const dialect::Statement& statement, const DatabaseError& error) {
    const std::size_t before = mover_.down().size();
    for (const bool widely : {false, true}) {
        mover_.take_down(database_.objects().in_the_way_of(statement, error, widely));
        if (mover_.down().size() != before) {
            return true;
        }
    }
    return false;
}

void ObjectKeeper::look_for_lost() {
    std::vector<const ObjectBook::Entry*> entries;
    std::vector<script::ObjectId> ids;
    for (const ObjectBook::Entry& entry : recorder_.objects().entries()) {
        if (entry.row.state == ObjectRow::State::made && mover_.find_down(entry.id) == nullptr) {
            entries.push_back(&entry);
            ids.push_back(entry.id);
        }
    }
    if (ids.empty()) {
        return;
    }
    const auto found = database_.objects().find(ids, false);
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (!found[i]) {
            mover_.note_lost(*entries[i]);
        }
    }
}

/// A trigger is needed where rows of its table are written, anything else where it is named.
bool ObjectKeeper::is_needed_by(const ObjectMover::Down& down, const std::vector<Identifier>& names,
                                bool changes_tables) const {
    return std::any_of(names.begin(), names.end(), [&](const Identifier& name) {
        return down.id.kind == ObjectKind::trigger ? !changes_tables && name.name == down.id.table
                                                   : script::may_name(name, down.id);
    });
}

void ObjectKeeper::put_back_named_by(const dialect::Statement& statement) {
    if (mover_.down().empty()) {
        return;
    }
    const auto names = script::identifiers_of(statement.text, database_.dialect());
    const bool changes_tables =
        !script::tables_changed_by(statement.text, database_.dialect()).empty();
    const auto& down = mover_.down();
    if (std::any_of(down.begin(), down.end(), [&](const ObjectMover::Down& one) {
            return is_needed_by(one, names, changes_tables);
        })) {
        mover_.put_back_all();
    }
}

void ObjectKeeper::put_back() {
    mover_.put_back_all();
    mover_.leave_out_the_rest([this](const std::string& sentence) { warn(sentence); });
}

bool ObjectKeeper::lacks_what_is_needed_by(const dialect::Statement& statement) {
    if (mover_.down().empty()) {
        return false;
    }
    const auto names = script::identifiers_of(statement.text, database_.dialect());
    const bool changes_tables =
        !script::tables_changed_by(statement.text, database_.dialect()).empty();
    return std::any_of(
        mover_.down().begin(), mover_.down().end(),
        [&](const ObjectMover::Down& down) { return is_needed_by(down, names, changes_tables); });
}

}  // namespace retort::runtime
