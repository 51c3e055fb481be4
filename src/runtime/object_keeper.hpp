#pragma once

#include "runtime/object_mover.hpp"
#include "runtime/work.hpp"
#include "script/identifiers.hpp"

#include <retort/migrator.hpp>

#include <functional>
#include <set>
#include <string>

namespace retort::runtime {

/// Keeps recorded objects out of the way of a script's statements: takes down what one of them
/// meets, and puts it back before it is needed and at the latest when the script is done.
class ObjectKeeper {
public:
    ObjectKeeper(dialect::Database& database, Recorder& recorder, Observer* observer)
        : database_(database),
          recorder_(recorder),
          observer_(observer),
          mover_(database, recorder) {}

    ObjectMover& mover() noexcept { return mover_; }

    /// The recorded objects are known.
    void expect();
    /// Whether a statement of it may change what a recorded object uses, by its words.
    bool may_meet(const Work& work) const;
    bool may_meet(const dialect::Statement& statement) const;
    /// Whether the failure may be for objects in the way.
    bool can_help(const DatabaseError& error) const;

    /// A transaction begins.
    void begin() { mover_.is_down({}); }
    /// Runs a statement of a script in the open transaction.
    void run(const dialect::Statement& statement, const std::function<void()>& run);
    /// Before the transaction ends: what is down is put back, or recorded as left out.
    void put_back();

    /// Where definitions commit by themselves and nothing is in a statement's way: what was lost
    /// with a table, and that the statement would need. Outside a transaction.
    bool lacks_what_is_needed_by(const dialect::Statement& statement);
    /// When something that may have lost objects has run.
    void look_for_lost();

    void warn(const std::string& sentence) const {
        if (observer_ != nullptr) {
            observer_->on_warning(sentence);
        }
    }

private:
    bool changes_a_used_table(std::string_view statement) const;
    void put_back_named_by(const dialect::Statement& statement);
    bool is_needed_by(const ObjectMover::Down& down, const std::vector<script::Identifier>& names,
                      bool changes_tables) const;
    bool make_way(const dialect::Statement& statement, const DatabaseError& error);

    dialect::Database& database_;
    Recorder& recorder_;
    Observer* observer_;
    ObjectMover mover_;
    std::set<std::string> used_names_;  ///< whatever the texts of recorded objects name
};

}  // namespace retort::runtime
