#include <retort/offline.hpp>

#include "dialect/database.hpp"
#include "errors/runtime.hpp"
#include "runtime/applied_digest.hpp"
#include "runtime/planning.hpp"
#include "runtime/refusals.hpp"
#include "runtime/revisions.hpp"
#include "runtime/situation.hpp"
#include "runtime/state_sql.hpp"
#include "script/statements.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace retort {
namespace {

using runtime::AppliedDigest;
using runtime::StateSql;

/// Prints what a run would execute.
class Printer {
public:
    Printer(const Revisions::Data& revisions, Dialect dialect, const Options& options)
        : revisions_(revisions),
          dialect_(dialect),
          single_(options.transaction == TransactionMode::single),
          syntax_(dialect::syntax(dialect)),
          sql_(syntax_,
               options.version_schema.empty() ? syntax_.default_schema() : options.version_schema,
               options.version_table),
          text_(syntax_.offline_preamble()) {}

    void start(const std::vector<std::string>& heads) {
        for (const Graph::Index index : applied_set(revisions_.graph, heads)) {
            digest_.add(revisions_.checksums(dialect_)[index].member);
        }
        heads_ = heads;
        if (heads.empty()) {
            begin(false);
            print(sql_.create());
            begin_again();
            text_ += syntax_.offline_guard(sql_.tables(), heads_);
            print(replaced_state());
            if (!single_) {
                commit();
            }
        }
    }

    void step(const Step& step) {
        const Graph::Index index = *revisions_.graph.find(step.revision);
        text_ += fmt::format("\n-- {} {}: {}\n", to_string(step.direction), step.revision,
                             revisions_.graph[index].message);
        if (step.direction == Direction::downgrade && !revisions_.has_downgrade(index, dialect_)) {
            throw errors::irreversible(step.revision, revisions_.graph[index].path);
        }
        const auto* script = std::get_if<script::Script>(&revisions_.realisations[index]);
        if (script == nullptr) {
            throw errors::function_has_no_text(step.revision);
        }
        guard_pending_ = true;
        for (const script::Section& section : script->sections) {
            if (section.direction == step.direction && section.applies_to(dialect_)) {
                print_section(section, step.revision, revisions_.graph[index].path);
            }
        }
        begin_again();
        begin(open_.value_or(false));
        record(step, index);
        if (!single_) {
            commit();
        }
    }

    void stamp(const std::vector<std::string>& heads) {
        guard_pending_ = true;
        begin(false);
        print(sql_.move_heads(heads_, heads));
        const auto before = applied_set(revisions_.graph, heads_);
        const auto after = applied_set(revisions_.graph, heads);
        for (const Graph::Index index : before) {
            if (!std::binary_search(after.begin(), after.end(), index)) {
                print(sql_.delete_applied(revisions_.graph[index].id));
                digest_.remove(revisions_.checksums(dialect_)[index].member);
            }
        }
        for (const Graph::Index index : after) {
            if (!std::binary_search(before.begin(), before.end(), index)) {
                print(sql_.insert_applied(row_of(index, "stamped")));
                digest_.add(revisions_.checksums(dialect_)[index].member);
            }
        }
        print(sql_.insert_history(entry("stamp", {}, heads)));
        heads_ = heads;
        print(sql_.update_state(state()));
    }

    std::string finish() {
        if (open_) {
            commit();
        }
        return std::move(text_);
    }

private:
    void begin(bool enforced) {
        if (open_ && *open_ != enforced) {
            commit();
        }
        if (!open_) {
            text_ += syntax_.offline_begin(enforced);
            open_ = enforced;
        }
        guard();
    }

    /// Where statements that define tables have committed what was open.
    void begin_again() {
        if (open_ && !syntax_.ddl_is_transactional()) {
            commit();
            begin(false);
        }
    }

    void guard() {
        if (guard_pending_) {
            text_ += syntax_.offline_guard(sql_.tables(), heads_);
            guard_pending_ = false;
        }
    }

    void commit() {
        text_ += syntax_.offline_commit(*open_);
        open_.reset();
    }

    void print_section(const script::Section& section, const std::string& revision,
                       const std::string& file) {
        const bool commits = section.no_transaction || !syntax_.ddl_is_transactional();
        if (single_ && (commits || section.foreign_keys)) {
            throw errors::single_refuses(revision, file);
        }
        runtime::refuse_state_tables(sql_.tables(), dialect::check_offline(dialect_, section, file),
                                     revision, file, dialect_);
        if (!section.no_transaction) {
            begin(section.foreign_keys);
        } else {
            if (open_) {
                commit();
            }
            text_ += syntax_.offline_foreign_keys(section.foreign_keys);
            guard();
        }
        const auto spans = script::split_statements(section.text, dialect_);
        if (spans.empty()) {
            return;
        }
        const std::size_t end = spans.back().end;
        text_ += section.text.substr(0, end);
        text_ += section.text[end - 1] == ';' ? "\n" : ";\n";
    }

    void record(const Step& step, Graph::Index index) {
        print(sql_.move_heads(heads_, step.heads_after));
        LogEntry log =
            entry(std::string(to_string(step.direction)), step.revision, step.heads_after);
        if (step.direction == Direction::upgrade) {
            log.checksum = revisions_.checksums(dialect_)[index].upgrade;
            print(sql_.insert_applied(row_of(index, "run")));
            digest_.add(revisions_.checksums(dialect_)[index].member);
        } else {
            log.checksum = revisions_.downgrade_checksum(index, dialect_);
            print(sql_.delete_applied(step.revision));
            digest_.remove(revisions_.checksums(dialect_)[index].member);
        }
        print(sql_.insert_history(log));
        heads_ = step.heads_after;
        print(sql_.update_state(state()));
    }

    runtime::AppliedRow row_of(Graph::Index index, const std::string& origin) const {
        return runtime::row_for(revisions_, index, dialect_, origin,
                                dialect::text(dialect::present_time));
    }

    LogEntry entry(const std::string& action, const std::string& revision,
                   const std::vector<std::string>& heads_after) const {
        LogEntry log = runtime::log_entry_of(action, revision, heads_, heads_after);
        log.at = dialect::text(dialect::present_time);
        return log;
    }

    runtime::StateRow state() const {
        runtime::StateRow row;
        row.applied_digest = digest_.text();
        return row;
    }

    std::vector<dialect::Sql> replaced_state() const {
        return {{"DELETE FROM " + sql_.tables().state, {}}, sql_.insert_state(state())};
    }

    void print(const dialect::Sql& sql) { text_ += syntax_.rendered(sql) + ";\n"; }
    void print(const std::vector<dialect::Sql>& all) {
        for (const dialect::Sql& sql : all) {
            print(sql);
        }
    }

    const Revisions::Data& revisions_;
    Dialect dialect_;
    bool single_;
    const dialect::Syntax& syntax_;
    StateSql sql_;
    AppliedDigest digest_;
    std::vector<std::string> heads_;
    std::string text_;
    std::optional<bool> open_;  ///< a transaction, with foreign keys enforced or not
    bool guard_pending_ = false;
};

}  // namespace

std::string offline_sql(const Revisions& revisions, Dialect dialect, Direction direction,
                        std::string_view range, const Options& options) {
    const Graph& graph = revisions.graph();
    if (direction == Direction::downgrade && range.find(':') == std::string_view::npos) {
        throw errors::downgrade_needs_range();
    }
    const OfflineRange ends = split_range(graph, range);
    const Plan plan = direction == Direction::upgrade ? plan_upgrade(graph, ends.from, ends.to)
                                                      : plan_downgrade(graph, ends.from, ends.to);
    Printer printer(revisions.data(), dialect, options);
    printer.start(plan.heads_before);
    for (const Step& step : plan.steps) {
        printer.step(step);
    }
    return printer.finish();
}

std::string offline_stamp_sql(const Revisions& revisions, Dialect dialect,
                              const std::vector<std::string>& targets, const Options& options) {
    const Graph& graph = revisions.graph();
    std::vector<std::string> ends = targets;
    std::vector<std::string> from;
    if (!ends.empty() && ends.front().find(':') != std::string::npos) {
        const OfflineRange range = split_range(graph, ends.front());
        from = range.from;
        ends.front() = range.to;
    }
    Printer printer(revisions.data(), dialect, options);
    printer.start(from);
    printer.stamp(plan_stamp(graph, from, ends, false));
    return printer.finish();
}

}  // namespace retort
