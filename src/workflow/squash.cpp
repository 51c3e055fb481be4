#include <retort/squash.hpp>

#include "dialect/scratch_database.hpp"
#include "errors/squash.hpp"
#include "errors/workflow.hpp"
#include "graph/squash_range.hpp"
#include "script/baseline_folder.hpp"
#include "script/fresh.hpp"
#include "script/slug.hpp"
#include "workflow/baseline_text.hpp"
#include "workflow/confined.hpp"
#include "workflow/moment_values.hpp"
#include "workflow/proof.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

namespace retort {
namespace {

using workflow::Built;

/// Builds in scratch databases of one place.
class Builder {
public:
    Builder(const Scratch& scratch, Objects objects, const Options& options)
        : scratch_(scratch), objects_(std::move(objects)) {
        options_.version_table = options.version_table;
        options_.cancel = options.cancel;
        scope_.own_tables = dialect::state_table_names(options.version_table);
        scope_.own_tables.push_back(dialect::lock_table_name(options.version_table));
    }

    /// @param down where to go back to behind it; empty: nowhere
    Built build(const Revisions& revisions, const std::string& target,
                const std::string& down = {}) const {
        dialect::ScratchDatabase database(scratch_);
        workflow::check_confined(*dialect::open(database.session(), {}, {}), revisions, objects_);
        Migrator migrator(database.session(), revisions, objects_, options_);
        migrator.upgrade(target);
        if (!down.empty()) {
            migrator.downgrade(down);
        }
        const auto opened = dialect::open(database.session(), {}, {});
        Built built;
        built.schema = opened->schema(scope_);
        built.snapshot = opened->snapshot(scope_);
        return built;
    }

private:
    const Scratch& scratch_;
    Objects objects_;
    Options options_;
    dialect::SchemaScope scope_;
};

/// Sources that read another folder in place of this one.
std::vector<Source> redirected(std::vector<Source> sources, const std::string& folder,
                               const std::string& other) {
    for (Source& source : sources) {
        auto* scripts = std::get_if<ScriptFolder>(&source);
        if (scripts != nullptr && scripts->path == folder) {
            scripts->path = other;
        }
    }
    return sources;
}

void wait_for_another_second() {
    using Clock = std::chrono::system_clock;
    const auto next =
        std::chrono::time_point_cast<std::chrono::seconds>(Clock::now()) + std::chrono::seconds(1);
    std::this_thread::sleep_until(next);
}

class Squash {
public:
    Squash(const std::string& folder, const std::vector<Source>& sources, const Objects& objects,
           const SquashOptions& options)
        : sources_(sources),
          objects_(objects),
          options_(options),
          revisions_(sources),
          range_(graph::squash_range(revisions_.graph(), options.range)) {
        if (options_.scratch.empty()) {
            options_.scratch.emplace_back();
        }
        result_.baseline = options.id.empty() ? script::random_id() : options.id;
        baseline_.folder = folder;
        const std::string slug = script::slug_of(options.message);
        baseline_.name = result_.baseline + (slug.empty() ? "" : "_" + slug) + ".sql";
        take_members();
    }

    Squashed run() {
        const script::FolderClaim claim(baseline_.folder);
        baseline_.text = workflow::baseline_header(data(), range_, result_.baseline,
                                                   options_.message, script::now_utc());
        for (const Scratch& scratch : options_.scratch) {
            baseline_.text += sections(scratch);
        }
        result_.text = baseline_.text;
        prove();
        result_.path = baseline_.folder + "/" + baseline_.name;
        result_.archive = baseline_.folder + "/archive";
        if (result_.is_proven() && !options_.dry_run) {
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

    void take_members() {
        for (const Graph::Index member : range_.members) {
            const Revision& revision = data().graph[member];
            if (std::holds_alternative<FunctionRevision>(
                    data().realisations[data().number(member)])) {
                throw errors::function_in_range(revision.id);
            }
            if (revision.path.compare(0, baseline_.folder.size() + 1, baseline_.folder + "/") !=
                0) {
                throw errors::not_in_folder(revision.id, revision.path, baseline_.folder);
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

    std::string sections(const Scratch& scratch) {
        const bool irreversible = is_irreversible(scratch.dialect);
        if (!range_.starts_at_base()) {
            return workflow::joined_sections(data(), range_, scratch.dialect, irreversible);
        }
        const Builder builder(scratch, Objects(), options_.options);
        workflow::MomentValues moment(data(), range_, scratch.dialect, options_.accepted);
        const Built first = builder.build(revisions_, top());
        wait_for_another_second();
        const Built second = builder.build(revisions_, top());
        const auto rows = moment.seed_rows(first.snapshot, second.snapshot);
        present_ = moment.present();
        note(first.snapshot);
        return workflow::built_sections(first.snapshot, rows, scratch.dialect, irreversible);
    }

    void note(const dialect::Snapshot& snapshot) {
        for (const auto& table : snapshot.tables) {
            if (!table.rows.empty()) {
                result_.seed_rows[table.name] = table.rows.size();
            }
        }
        for (const auto& group : snapshot.behind_rows) {
            if (group.heading == "Views" || group.heading == "Triggers") {
                result_.objects_kept.insert(result_.objects_kept.end(), group.statements.begin(),
                                            group.statements.end());
            }
        }
    }

    void prove() {
        const script::StagedFolder staged(baseline_);
        const Revisions folded(redirected(sources_, baseline_.folder, staged.path()));
        for (const Scratch& scratch : options_.scratch) {
            const Builder builder(scratch, Objects(), options_.options);
            add(workflow::compare(builder.build(revisions_, top()),
                                  builder.build(folded, result_.baseline), present_));
            const Builder whole(scratch, objects_, options_.options);
            add(workflow::compare(whole.build(revisions_, "heads"), whole.build(folded, "heads"),
                                  present_));
            if (!is_irreversible(scratch.dialect)) {
                add(workflow::compare(builder.build(revisions_, top(), bottom()),
                                      builder.build(folded, result_.baseline, bottom()), present_));
            }
        }
    }

    void add(const workflow::Comparison& comparison) {
        for (const SchemaDifference& difference : comparison.schema) {
            if (std::find(result_.schema_differences.begin(), result_.schema_differences.end(),
                          difference) == result_.schema_differences.end()) {
                result_.schema_differences.push_back(difference);
            }
        }
        for (const std::string& difference : comparison.rows) {
            if (std::find(result_.row_differences.begin(), result_.row_differences.end(),
                          difference) == result_.row_differences.end()) {
                result_.row_differences.push_back(difference);
            }
        }
    }

    std::vector<Source> sources_;
    const Objects& objects_;
    SquashOptions options_;
    Revisions revisions_;
    graph::SquashRange range_;
    script::NewBaseline baseline_;
    workflow::Present present_;
    Squashed result_;
};

}  // namespace

Squashed squash(const std::string& folder, const std::vector<Source>& sources,
                const Objects& objects, const SquashOptions& options) {
    return Squash(folder, sources, objects, options).run();
}

}  // namespace retort
