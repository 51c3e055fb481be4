#include "runtime/run.hpp"

#include "errors/object_state.hpp"
#include "errors/runtime.hpp"
#include "graph/route.hpp"
#include "runtime/clock.hpp"
#include "runtime/lock.hpp"
#include "runtime/planning.hpp"
#include "runtime/refusals.hpp"
#include "runtime/transaction.hpp"

#include <retort/version.hpp>

#include <algorithm>

namespace retort::runtime {
namespace {

std::vector<std::string> revisions_of(const std::vector<Step>& steps) {
    std::vector<std::string> ids;
    for (const Step& step : steps) {
        ids.push_back(step.revision);
    }
    return ids;
}

/// Failures that say nothing about the step, and that writing a record would only meet again.
bool is_about_the_database(ErrorKind kind) {
    return kind == ErrorKind::locked || kind == ErrorKind::cancelled ||
           kind == ErrorKind::read_only || kind == ErrorKind::corrupt || kind == ErrorKind::full ||
           kind == ErrorKind::io || kind == ErrorKind::connection;
}

bool runs_nothing(const Plan& plan) {
    return std::none_of(plan.steps.begin(), plan.steps.end(),
                        [](const Step& step) { return step.kind == StepKind::revision; });
}

bool exchanges_any(const Plan& plan) {
    return std::any_of(plan.steps.begin(), plan.steps.end(),
                       [](const Step& step) { return step.kind != StepKind::revision; });
}

/// The rows as the step leaves them.
void follow(Rows& rows, const Work& work, const Step& step) {
    for (const AppliedRow& row : work.taken_out) {
        rows.erase(row.id);
    }
    for (const AppliedRow& row : work.put_in) {
        rows[row.id] = row;
    }
    if (step.kind != StepKind::revision) {
        return;
    }
    if (step.direction == Direction::upgrade) {
        rows[step.revision] = work.row;
    } else {
        rows.erase(step.revision);
    }
}

}  // namespace

Run::Run(dialect::Database& database, StateStore& store, soci::session& session,
         const Revisions::Data& revisions, const Objects::Data::OfDialect* files,
         const Options& options)
    : database_(database),
      store_(store),
      revisions_(revisions),
      files_(files),
      managed_(files),
      options_(options),
      executor_(database, store, session, files, options) {
    for (const Graph::Index head : revisions.graph.target_heads()) {
        target_heads_.push_back(revisions.graph[head].id);
    }
}

Plan Run::run(Direction direction, std::string_view target, const RunOptions& options,
              bool surely_pending) {
    if (revisions_.graph.size() == 0) {
        throw errors::no_revisions(revisions_.folders);
    }
    if (!surely_pending) {
        look(direction, target, options);
    }
    if (!options.dry_run && (surely_pending || is_something_to_do())) {
        Lock lock(database_, store_.sql().tables());
        if (surely_pending || lock.was_waited_for()) {
            look(direction, target, options);
        }
        if (!plan_.empty() && options.before_first_step) {
            options.before_first_step();
        }
        database_.note_session();
        executor_.note_names();
        while (!attempt(options) || !settle_objects(wish())) {
            look(direction, target, options);
        }
        lock.release();
    }
    Plan result = *first_plan_;
    if (!options.dry_run) {
        result.steps = std::move(done_);
        result.objects = executor_.objects().done();
    } else if (may_touch_objects()) {
        result.objects = executor_.objects().plan(wish());
    }
    return result;
}

void Run::look(Direction direction, std::string_view target, const RunOptions& options) {
    state_ = store_.read();
    situation_ = assess(revisions_, database_.dialect(), state_);
    refuse(direction, options);
    make_plan(direction, target);
    // An upgrade under way is another's business where this one's target is applied.
    const bool concerns_none = runs_nothing(plan_) && direction == Direction::upgrade &&
                               state_.journal && state_.journal->direction == Direction::upgrade;
    if (state_.journal && !concerns_none) {
        put_open_step_first(plan_);
    }
    choose_files();
    executor_.expect(state_, situation_);
    for (const Step& step : plan_.steps) {
        refuse_long_ids(store_, step.heads_after);
    }
    works_ = prepare_all(plan_);
}

void Run::make_plan(Direction direction, std::string_view target) {
    if (first_plan_ && !(direction == Direction::upgrade && is_fixed(target))) {
        graph::Unfolded unfolded = view_.data().unfolded;
        const Graph& graph = direction == Direction::upgrade ? situation_.known : situation_.graph;
        const Graph view = graph::view_of(graph, situation_.heads, situation_.archived_only);
        unfolded.insert(view.data().unfolded.begin(), view.data().unfolded.end());
        view_ = graph::with_unfolded(view, unfolded);
        plan_.direction = direction;
        plan_.steps = remaining(view_, situation_.heads, first_plan_->steps);
        graph::weave(view_, situation_.heads, plan_);
        return;
    }
    graph::Route route = plan_for(revisions_, situation_, options_, direction, target);
    plan_ = std::move(route.plan);
    view_ = std::move(route.view);
    if (!first_plan_) {
        first_plan_ = plan_;
        warn_of(plan_);
    }
}

/// Whether the target means the same whatever is recorded meanwhile. Where there are baselines it
/// is then planned anew, because others may have begun a range that was to be run by its baseline.
bool Run::is_fixed(std::string_view target) const {
    if (revisions_.graph.data().pool->baselines.empty()) {
        return false;
    }
    const graph::Symbol symbol = graph::parse_target(target).symbol;
    return symbol != graph::Symbol::none && symbol != graph::Symbol::current;
}

bool Run::is_something_to_do() const {
    return !plan_.empty() || needs_adoption() ||
           (may_touch_objects() && !objects_are_settled(state_.quick));
}

bool Run::objects_are_settled(const QuickState& quick) const {
    return managed_ == nullptr || managed_->wanted.empty() ||
           (quick.row && quick.row->object_digest == managed_->digest &&
            quick.missing_objects.empty());
}

bool Run::may_touch_objects() const {
    return managed_ != nullptr && !managed_->wanted.empty() && !situation_.is_unknown();
}

ObjectSync::Wish Run::wish() const {
    ObjectSync::Wish wish;
    wish.at_heads = executor_.heads() == target_heads_;
    wish.handed_over =
        handed_over(revisions_, situation_.known, executor_.heads(), database_.dialect());
    return wish;
}

/// While a database is inside of a range, the scripts there have the objects that were lifted.
void Run::choose_files() {
    const auto& end = plan_.empty() ? situation_.heads : plan_.steps.back().heads_after;
    held_back_ = held_back(revisions_, situation_.graph, end, database_.dialect());
    managed_ = files_;
    if (files_ != nullptr && !held_back_.empty()) {
        fewer_files_ = without(*files_, held_back_);
        managed_ = &*fewer_files_;
    }
    executor_.objects().use(managed_);
}

bool Run::settle_objects(const ObjectSync::Wish& wish) {
    const bool ran = !done_.empty();
    if (!wish.asked && (!may_touch_objects() || (!ran && objects_are_settled(state_.quick)))) {
        return true;
    }
    try {
        return executor_.settle_objects(wish) == Outcome::done;
    } catch (Error& error) {
        executor_.abandon();
        error.facts().applied = revisions_of(done_);
        if (!is_about_the_database(error.kind())) {
            executor_.objects_failed(error.what());
        }
        throw;
    }
}

bool Run::attempt(const RunOptions& options) {
    if (needs_adoption()) {
        adopt(options.from_base);
        return false;
    }
    return execute(works_);
}

void Run::warn_of(const Plan& plan) const {
    if (options_.observer == nullptr) {
        return;
    }
    if (state_.quick.heads != situation_.heads) {
        options_.observer->on_warning(
            errors::superfluous_heads(state_.quick.heads, situation_.heads));
    }
    warn_of_empty_steps(revisions_, database_.dialect(), plan, options_.observer);
    options_.observer->on_plan(plan);
}

void Run::refuse(Direction direction, const RunOptions& options) const {
    refuse_lost(situation_);
    if (!options.from_base || direction == Direction::downgrade) {
        refuse_unmanaged(state_);
    }
    refuse_dirty(state_);
    if (direction == Direction::upgrade && options_.unknown == UnknownPolicy::fail) {
        refuse_unknown(situation_);
    }
    refuse_edited(revisions_, situation_);
    refuse_never_run(situation_);
}

/// A step under way goes first, whatever its place in the order is: what it needs is applied.
void Run::put_open_step_first(Plan& plan) const {
    const auto open = std::find_if(plan.steps.begin(), plan.steps.end(), [&](const Step& step) {
        return step.kind == StepKind::revision && step.revision == state_.journal->id &&
               step.direction == state_.journal->direction;
    });
    if (open == plan.steps.end()) {
        refuse_open_step(state_);
    }
    std::rotate(plan.steps.begin(), open, open + 1);
    plan.steps = remaining(view_, situation_.heads, plan.steps);
    graph::weave(view_, situation_.heads, plan);
}

Work& Run::prepared(const Step& step, const Rows& rows, Places& places) {
    if (step.kind != StepKind::revision) {
        auto& work = prepared_[std::string(to_string(step.kind)) + " " + step.revision];
        work = prepare_exchange(revisions_, view_, database_.dialect(), rows, step);
        return *work;
    }
    auto& work = prepared_[step.revision];
    if (work == nullptr) {
        work = prepare(database_, revisions_, situation_, places.of(view_, step.revision), step);
        for (const Part& part : work->parts) {
            refuse_state_tables(store_.sql().tables(), part.statements, step.revision, work->file,
                                database_.dialect());
        }
    }
    return *work;
}

Run::Works Run::prepare_all(const Plan& plan) {
    Works works;
    works.reserve(plan.steps.size());
    Work* before = nullptr;
    if (plan.direction == Direction::downgrade) {
        prepared_.clear();  // its text and rows may come from the database
    }
    Rows rows = exchanges_any(plan) ? situation_.rows : Rows();
    Places places;
    for (const Step& step : plan.steps) {
        Work* work = &prepared(step, rows, places);
        follow(rows, *work, step);
        work->step = step;
        work->next = nullptr;
        if (before != nullptr) {
            before->next = work;
        }
        before = work;
        works.push_back(work);
        refuse_unknown_uses(executor_.book(), files_, *work, database_.dialect());
        if (!executor_.book().empty()) {
            refuse_definitions(executor_.book(), *work, database_.dialect(), held_back_);
        }
        if (options_.transaction == TransactionMode::single) {
            const bool enforces = !work->parts.empty() && work->parts.front().enforced;
            if (!work->is_whole() || enforces) {
                throw errors::single_refuses(step.revision, work->file);
            }
        }
    }
    return works;
}

bool Run::needs_adoption() const {
    if (plan_.direction == Direction::downgrade && plan_.empty()) {
        return false;
    }
    return !state_.quick.complete || !state_.quick.row || situation_.foreign || situation_.folds ||
           state_.quick.heads != situation_.heads ||
           state_.quick.row->applied_digest != digest_of(situation_.rows).text();
}

/// Makes the state tables say what is applied, where they are absent or another tool wrote.
void Run::adopt(bool from_base) {
    Transaction transaction(database_, store_.sql().tables());
    if (!(store_.read_quick() == state_.quick)) {
        return;
    }
    NewRecord record;
    for (const std::string& head : situation_.heads) {
        record.heads.push_back(situation_.graph[*situation_.graph.find(head)].id);
    }
    std::sort(record.heads.begin(), record.heads.end());
    record.rows = rows_under(revisions_, database_.dialect(), situation_, situation_.graph,
                             record.heads, "adopted", now());
    record.keeps_journal = state_.journal.has_value();
    record.open_step = state_.quick.row ? state_.quick.row->open_step : std::string();
    release_lifted(record);
    write_record(store_, state_, record);
    if (situation_.foreign || from_base) {
        LogEntry entry = log_entry_of("adopt", {}, state_.quick.heads, record.heads);
        store_.run(store_.sql().insert_history(entry));
    }
    transaction.commit();
}

/// Objects of baselines that were undone: the scripts have them again.
void Run::release_lifted(NewRecord& record) const {
    ObjectBook objects(database_.dialect());
    objects.expect(state_.objects);
    bool any = false;
    for (const AppliedRow& row : state_.applied) {
        const auto number = revisions_.find(row.id);
        if (!number || !revisions_[*number].unsquashed || record.rows.count(row.id) > 0) {
            continue;
        }
        for (const Lifted& lifted : lifted_by(revisions_, row.id, database_.dialect(), nullptr)) {
            if (const auto* entry = objects.find(lifted.id)) {
                objects.erase(script::ObjectId(entry->id));
                any = true;
            }
        }
    }
    if (any) {
        record.objects = std::move(objects);
    }
}

bool Run::execute(const Works& works) {
    executor_.expect(state_, situation_);
    if (may_touch_objects() && !works.empty()) {
        ObjectSync::Wish last;
        last.at_heads = works.back()->step.heads_after == target_heads_;
        last.handed_over = handed_over(revisions_, situation_.known, works.back()->step.heads_after,
                                       database_.dialect());
        executor_.close_with(last);
    }
    const auto done_before = [&](const Work* end) {
        for (auto work = works.begin(); work != works.end() && *work != end; ++work) {
            done_.push_back((*work)->step);
        }
    };
    const bool single = options_.transaction == TransactionMode::single;
    for (std::size_t i = 0; i < works.size(); ++i) {
        const Work& work = *works[i];
        const Observer::StepPosition position{&work.step, work.message, done_.size() + i + 1,
                                              done_.size() + works.size()};
        const auto began = std::chrono::steady_clock::now();
        try {
            const auto begun = [&] {
                if (options_.observer != nullptr) {
                    options_.observer->on_step_begin(position);
                }
            };
            if (executor_.run(work, begun) == Outcome::changed) {
                if (!single) {
                    done_before(&executor_.stopped_at());
                }
                return false;
            }
            if (single && i + 1 == works.size()) {
                executor_.commit_all();
            }
        } catch (...) {
            const Work& stopped_at = executor_.stopped_at();
            if (!single) {
                done_before(&stopped_at);
            }
            fail(stopped_at, std::current_exception());
        }
        if (options_.observer != nullptr) {
            options_.observer->on_step_end(position,
                                           std::chrono::duration_cast<std::chrono::milliseconds>(
                                               std::chrono::steady_clock::now() - began));
        }
    }
    done_before(nullptr);
    return true;
}

void Run::fail(const Work& work, const std::exception_ptr& cause) {
    executor_.abandon();
    try {
        std::rethrow_exception(cause);
    } catch (const Error& error) {
        ErrorFacts facts = error.facts();
        facts.revision = work.step.revision;
        facts.file = facts.file.empty() ? work.file : facts.file;
        facts.applied = revisions_of(done_);
        const bool in_doubt = error.kind() == ErrorKind::connection && !facts.rolled_back;
        facts.rolled_back = !in_doubt && !executor_.left_a_trace();
        const auto complete = errors::step_failed(
            error, facts,
            {std::string(to_string(work.step.direction)), executor_.heads(),
             executor_.left_a_trace(), options_.transaction == TransactionMode::single, in_doubt});
        if (!is_about_the_database(error.kind()) && !executor_.is_dirty()) {
            executor_.failed(work, complete.what());
        }
        errors::raise(error, complete);
    } catch (const std::exception& other) {
        executor_.failed(work, other.what());
        throw;
    }
}

Plan Run::upgrade(std::string_view target, const RunOptions& options) {
    const QuickState quick = store_.read_quick();
    bool surely_pending = false;
    if (undisturbed(revisions_, database_.dialect(), quick)) {
        Plan plan = plan_upgrade(revisions_.graph, quick.heads, target);
        if (plan.empty() && objects_are_settled(quick)) {
            return plan;
        }
        surely_pending = !options.dry_run && !plan.empty();
    }
    return run(Direction::upgrade, target, options, surely_pending);
}

Plan Run::downgrade(std::string_view target, const RunOptions& options) {
    return run(Direction::downgrade, target, options, false);
}

std::vector<ObjectStep> Run::sync_objects(const SyncOptions& options) {
    ObjectSync::Wish wish;
    wish.asked = true;
    wish.prune = options.prune;
    wish.adopt = options.adopt;
    const auto look = [&] {
        state_ = store_.read();
        situation_ = assess(revisions_, database_.dialect(), state_);
        refuse_lost(situation_);
        refuse_unmanaged(state_);
        refuse_open_step(state_);
        plan_ = {};
        works_.clear();
        choose_files();
        executor_.expect(state_, situation_);
        refuse_sync(options);
    };
    look();
    if (options.dry_run) {
        return executor_.objects().plan(wish);
    }
    Lock lock(database_, store_.sql().tables());
    if (lock.was_waited_for()) {
        look();
    }
    database_.note_session();
    executor_.note_names();
    while (!attempt({}) || !settle_objects(wish)) {
        look();
    }
    lock.release();
    return executor_.objects().done();
}

/// An object that cannot be adopted was named by mistake.
void Run::refuse_sync(const SyncOptions& options) const {
    for (const std::string& name : options.adopt) {
        std::vector<std::string> known;
        for (const auto& wanted :
             files_ == nullptr ? std::vector<Objects::Data::Wanted>() : files_->wanted) {
            known.push_back(wanted.object->name);
        }
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            throw errors::no_such_object(name, known);
        }
    }
}

}  // namespace retort::runtime
