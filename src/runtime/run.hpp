#pragma once

#include "dialect/database.hpp"
#include "runtime/bookkeeping.hpp"
#include "runtime/executor.hpp"
#include "runtime/revisions.hpp"
#include "runtime/state_store.hpp"

#include <retort/migrator.hpp>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace retort::runtime {

/// One upgrade or downgrade, from the first look to the last commit.
class Run {
public:
    /// @param files null: objects are not brought to their files
    Run(dialect::Database& database, StateStore& store, soci::session& session,
        const Revisions::Data& revisions, const Objects::Data::OfDialect* files,
        const Options& options);

    Plan upgrade(std::string_view target, const RunOptions& options);
    Plan downgrade(std::string_view target, const RunOptions& options);
    std::vector<ObjectStep> sync_objects(const SyncOptions& options);

private:
    using Works = std::vector<const Work*>;

    /// @param surely_pending there is something to do: no look is needed without the lock
    Plan run(Direction direction, std::string_view target, const RunOptions& options,
             bool surely_pending);
    /// Reads, plans and checks what is now to be done.
    void look(Direction direction, std::string_view target, const RunOptions& options);
    bool is_something_to_do() const;
    /// Does it. @returns false when the state has changed, by others or by adoption: look again
    bool attempt(const RunOptions& options);

    void refuse(Direction direction, const RunOptions& options) const;
    void warn_of(const Plan& plan) const;
    /// The plan again, from what is recorded now, or the first one.
    void make_plan(Direction direction, std::string_view target);
    bool is_fixed(std::string_view target) const;
    void put_open_step_first(Plan& plan) const;
    Works prepare_all(const Plan& plan);
    Work& prepared(const Step& step, const Rows& rows, Places& places);
    bool needs_adoption() const;
    void adopt(bool from_base);
    void release_lifted(NewRecord& record) const;
    bool execute(const Works& works);
    bool objects_are_settled(const QuickState& quick) const;
    /// An automatic run touches none where a newer program was.
    bool may_touch_objects() const;
    ObjectSync::Wish wish() const;
    void choose_files();
    bool settle_objects(const ObjectSync::Wish& wish);
    void refuse_sync(const SyncOptions& options) const;
    [[noreturn]] void fail(const Work& work, const std::exception_ptr& cause);

    dialect::Database& database_;
    StateStore& store_;
    const Revisions::Data& revisions_;
    const Objects::Data::OfDialect* files_;
    std::optional<Objects::Data::OfDialect> fewer_files_;  ///< without those of an unfolded range
    std::vector<Lifted> held_back_;
    const Objects::Data::OfDialect* managed_;  ///< where the run ends
    const Options& options_;
    Executor executor_;

    StoredState state_;
    Situation situation_;
    Plan plan_;
    Graph view_;                                             ///< that it was made in
    Works works_;                                            ///< of the plan
    std::optional<Plan> first_plan_;                         ///< goals are fixed by the first look
    std::map<std::string, std::unique_ptr<Work>> prepared_;  ///< by revision
    std::vector<Step> done_;
    std::vector<std::string> target_heads_;
};

}  // namespace retort::runtime
