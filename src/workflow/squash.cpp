#include <retort/squash.hpp>

#include "dialect/scratch_database.hpp"
#include "errors/squash.hpp"
#include "graph/squash_range.hpp"
#include "runtime/lifted.hpp"
#include "script/baseline_folder.hpp"
#include "script/fresh.hpp"
#include "script/new_file.hpp"
#include "script/new_names.hpp"
#include "workflow/baseline_text.hpp"
#include "workflow/confined.hpp"
#include "workflow/folder_sources.hpp"
#include "workflow/lifted_files.hpp"
#include "workflow/lifting.hpp"
#include "workflow/moment_values.hpp"
#include "workflow/proof.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

namespace retort {
namespace {

using workflow::Built;

/// One scratch database.
class Building {
public:
    Building(const Scratch& scratch, const Options& options)
        : scope_(dialect::scope_beside(options.version_table)), database_(scratch) {
        options_.version_table = options.version_table;
        options_.cancel = options.cancel;
    }

    void upgrade(const Revisions& revisions, const std::string& target,
                 const Objects& objects = {}) {
        Migrator(database_.session(), revisions, objects, options_).upgrade(target);
    }
    void downgrade(const Revisions& revisions, const std::string& target,
                   const Objects& objects = {}) {
        Migrator(database_.session(), revisions, objects, options_).downgrade(target);
    }
    void drop_objects(const Revisions& revisions) {
        SyncOptions sync;
        sync.prune = true;
        Migrator(database_.session(), revisions, Objects(std::vector<ObjectSource>{}), options_)
            .sync_objects(sync);
    }
    std::unique_ptr<dialect::Database> open() {
        dialect::Patience patience;
        patience.cancel = options_.cancel;
        return dialect::open(database_.session(), patience, {});
    }
    Built read() {
        const auto database = open();
        dialect::Snapshot snapshot = database->snapshot(scope_);
        dialect::SchemaScope scope = scope_;
        scope.schemas = snapshot.schemas;
        return {database->schema(scope), std::move(snapshot)};
    }

private:
    Options options_;
    dialect::SchemaScope scope_;
    dialect::ScratchDatabase database_;
};

/// What the chain builds in one place.
struct Chain {
    const Scratch* scratch;
    Built top;                   ///< at the end of the range
    std::optional<Built> below;  ///< back where it begins; nothing where there is no way
    Built heads;                 ///< with every later revision and the objects
    workflow::Present varying;   ///< from run to run
};

using Clock = std::chrono::system_clock;

void wait_for_another_second_than(Clock::time_point moment) {
    std::this_thread::sleep_until(std::chrono::time_point_cast<std::chrono::seconds>(moment) +
                                  std::chrono::seconds(1));
}

class Squash {
public:
    Squash(const std::string& folder, const std::vector<Source>& sources, const Objects& objects,
           const SquashOptions& options)
        : claim_(folder),
          sources_(sources),
          options_(options),
          revisions_(sources),
          objects_(runtime::counted(objects, revisions_)),
          range_(graph::squash_range(revisions_.graph(), options.range)) {
        if (options_.scratch.empty()) {
            options_.scratch.emplace_back();
        }
        name_baseline();
        files_ = workflow::LiftedFiles(options_.objects_folder, result_.baseline);
        carry_lifted();
        baseline_.folder = folder;
        baseline_.name = script::file_name(result_.baseline, options.message);
        take_members();
    }

    Squashed run() {
        std::vector<Chain> chains;
        for (const Scratch& scratch : options_.scratch) {
            chains.push_back(build(scratch));
        }
        for (const std::string& name : options_.lift) {
            if (!files_.have_named(name)) {
                throw errors::cannot_be_lifted(name);
            }
        }
        baseline_.text = workflow::baseline_header(data(), range_, result_.baseline,
                                                   options_.message, files_.lines()) +
                         sections_;
        result_.text = baseline_.text;
        prove(chains);
        const bool has_slash = baseline_.folder.back() == '/';
        result_.path = baseline_.folder + (has_slash ? "" : "/") + baseline_.name;
        result_.archive = baseline_.folder + (has_slash ? "archive" : "/archive");
        result_.accepted = options_.accepted && are_accepted(*options_.accepted);
        if ((result_.is_proven() || result_.accepted) && !options_.dry_run) {
            files_.publish(revisions_);
            script::publish(baseline_);
            result_.written = true;
        }
        return std::move(result_);
    }

private:
    const Revisions::Data& data() const { return revisions_.data(); }
    const std::string& id_of(Graph::Index index) const { return data().graph[index].id; }
    std::string top() const { return id_of(range_.members.back()); }
    std::string bottom() const { return range_.below ? id_of(*range_.below) : "base"; }

    /// Whether there is anything to build beside the range.
    bool has_more() const {
        return range_.members.size() < data().graph.size() ||
               (objects_.are_managed() && !objects_.data().objects.empty());
    }

    void name_baseline() {
        NewScript names;
        names.id = options_.id.empty() ? script::random_id() : options_.id;
        script::check_new_names(names);
        script::check_free(data().graph, names.id);
        result_.baseline = names.id;
    }

    /// What baselines in the range have lifted stays lifted.
    void carry_lifted() {
        for (const Graph::Index member : range_.members) {
            const auto* script =
                std::get_if<script::Script>(&data().realisations[data().number(member)]);
            if (script != nullptr) {
                files_.carry(script->lifted);
            }
        }
    }

    void take_members() {
        const std::string& folder = baseline_.folder;
        for (const Graph::Index member : range_.members) {
            const Revision& revision = data().graph[member];
            if (std::holds_alternative<FunctionRevision>(
                    data().realisations[data().number(member)])) {
                throw errors::function_in_range(revision.id);
            }
            if (!workflow::lies_in(revision.path, folder)) {
                throw errors::not_in_folder(revision.id, revision.path, folder);
            }
            baseline_.archived.push_back(revision.path);
            result_.replaces.push_back(revision.id);
        }
    }

    bool is_irreversible(Dialect dialect) const {
        return std::any_of(range_.members.begin(), range_.members.end(), [&](Graph::Index member) {
            return revisions_.irreversible(member, dialect);
        });
    }

    /// Runs the chain twice, in different seconds, and writes the sections of its dialect.
    Chain build(const Scratch& scratch) {
        const workflow::MomentValues moment(scratch.dialect, options_.frozen);
        const bool irreversible = is_irreversible(scratch.dialect);
        Chain chain;
        chain.scratch = &scratch;
        Building first(scratch, options_.options);
        workflow::check_confined(*first.open(), revisions_, objects_);
        if (range_.starts_at_base()) {
            moment.check_statements(*first.open(), data(), range_);
        }
        first.upgrade(revisions_, top());
        chain.top = first.read();
        const auto was_read = Clock::now();
        if (!irreversible) {
            first.downgrade(revisions_, bottom());
            chain.below = first.read();
            leave_remains(chain);
        }
        wait_for_another_second_than(was_read);
        Building second(scratch, options_.options);
        second.upgrade(revisions_, top());
        const Built again = second.read();
        if (has_more()) {
            second.upgrade(revisions_, "heads", objects_);
        }
        chain.heads = has_more() ? second.read() : again;
        for (const Built* built : {&chain.top, &chain.heads}) {
            if (!built->schema.unread.empty()) {
                throw errors::cannot_be_compared(built->schema.unread);
            }
        }
        std::vector<workflow::SeedRows> rows;
        if (range_.starts_at_base()) {
            dialect::Snapshot kept = chain.top.snapshot;
            lift(kept, scratch.dialect);
            rows = moment.seed_rows(chain.top.snapshot, again.snapshot);
            sections_ += workflow::built_sections(kept, rows, scratch.dialect, irreversible);
            note(chain.top);
        } else {
            sections_ += workflow::joined_sections(data(), range_, scratch.dialect, irreversible);
        }
        chain.varying = workflow::varying(chain.top.snapshot, again.snapshot, rows);
        return chain;
    }

    void lift(dialect::Snapshot& snapshot, Dialect dialect) {
        if (!options_.objects_folder.empty()) {
            const workflow::Lifting lifting(data(), range_, objects_, options_.lift);
            files_.add(lifting.take_from(snapshot, dialect), dialect);
        }
    }

    /// What the chain's downgrades leave, as an extension, the baseline's leaves too.
    static void leave_remains(Chain& chain) {
        std::vector<std::string>& drops = chain.top.snapshot.drops;
        const std::vector<std::string>& remains = chain.below->snapshot.drops;
        drops.erase(std::remove_if(drops.begin(), drops.end(),
                                   [&](const std::string& drop) {
                                       return std::find(remains.begin(), remains.end(), drop) !=
                                              remains.end();
                                   }),
                    drops.end());
    }

    void note(const Built& built) {
        for (const auto& table : built.snapshot.tables) {
            if (!table.rows.empty()) {
                result_.seed_rows[table.name] = table.rows.size();
            }
        }
        for (const SchemaObject& object : built.schema.objects) {
            if (object.category == Category::view || object.category == Category::trigger ||
                object.category == Category::function) {
                const std::string label = object.kind + " " + object.name;
                (files_.have(object) ? result_.objects_moved : result_.objects_kept)
                    .push_back(label);
            }
        }
    }

    void prove(const std::vector<Chain>& chains) {
        const script::StagedFolder staged(baseline_.folder);
        script::publish(staged.moved(baseline_));
        const Revisions folded(workflow::redirected(sources_, baseline_.folder, staged.path()));
        const Objects lifted = files_.objects();
        const Objects all = files_.objects_beside(objects_);
        for (const Chain& chain : chains) {
            Building alone(*chain.scratch, options_.options);
            alone.upgrade(folded, result_.baseline, lifted);
            add(workflow::compare(chain.top, alone.read(), chain.varying));
            if (chain.below) {
                alone.downgrade(folded, bottom(), lifted);
                alone.drop_objects(folded);
                add(workflow::compare(*chain.below, alone.read(), chain.varying));
            }
            if (has_more()) {
                Building whole(*chain.scratch, options_.options);
                whole.upgrade(folded, "heads", all);
                add(workflow::compare(chain.heads, whole.read(), chain.varying));
            }
        }
    }

    bool are_accepted(const SquashDifferences& accepted) const {
        return !result_.is_proven() && are_same(result_.schema_differences, accepted.schema) &&
               are_same(result_.row_differences, accepted.rows);
    }

    /// @pre no difference is in `found` twice
    template <typename Difference>
    static bool are_same(const std::vector<Difference>& found,
                         const std::vector<Difference>& accepted) {
        return found.size() == accepted.size() &&
               std::is_permutation(found.begin(), found.end(), accepted.begin());
    }

    void add(const workflow::Comparison& comparison) {
        append_new(result_.schema_differences, comparison.schema);
        append_new(result_.row_differences, comparison.rows);
    }

    template <typename Difference>
    static void append_new(std::vector<Difference>& all, const std::vector<Difference>& more) {
        std::copy_if(more.begin(), more.end(), std::back_inserter(all), [&](const auto& one) {
            return std::find(all.begin(), all.end(), one) == all.end();
        });
    }

    script::FolderClaim claim_;
    std::vector<Source> sources_;
    SquashOptions options_;
    Revisions revisions_;
    Objects objects_;
    graph::SquashRange range_;
    script::NewBaseline baseline_;
    std::string sections_;
    workflow::LiftedFiles files_;
    Squashed result_;
};

}  // namespace

Squashed squash(const std::string& folder, const std::vector<Source>& sources,
                const Objects& objects, const SquashOptions& options) {
    return Squash(folder, sources, objects, options).run();
}

}  // namespace retort
