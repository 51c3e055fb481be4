#include <retort/offline.hpp>

#include "dialect/database.hpp"
#include "errors/runtime.hpp"
#include "graph/route.hpp"
#include "runtime/applied_digest.hpp"
#include "runtime/planning.hpp"
#include "runtime/refusals.hpp"
#include "runtime/revisions.hpp"
#include "runtime/situation.hpp"
#include "runtime/state_sql.hpp"
#include "runtime/work.hpp"
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
        rows_ = rows_under(heads, "run");
        digest_ = runtime::digest_of(rows_);
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

    /// @param view that the step was planned in
    void step(const Step& step, const Graph& view) {
        const Revisions::Data::Number number = *revisions_.find(step.revision);
        const Revision& revision = revisions_[number];
        const std::string_view action =
            step.kind == StepKind::revision ? to_string(step.direction) : to_string(step.kind);
        text_ += fmt::format("\n-- {} {}: {}\n", action, step.revision, revision.message);
        if (step.kind != StepKind::revision) {
            exchange(step, view);
            return;
        }
        if (step.direction == Direction::downgrade && !revisions_.has_downgrade(number, dialect_)) {
            throw errors::irreversible(step.revision, revision.path);
        }
        const auto* script = std::get_if<script::Script>(&revisions_.realisations[number]);
        if (script == nullptr) {
            throw errors::function_has_no_text(step.revision);
        }
        guard_pending_ = true;
        for (const script::Section& section : script->sections) {
            if (section.direction == step.direction && section.applies_to(dialect_)) {
                print_section(section, step.revision, revision.path);
            }
        }
        begin_again();
        begin(open_.value_or(false));
        record(step, number, view);
        if (!single_) {
            commit();
        }
    }

    void stamp(const std::vector<std::string>& heads) {
        guard_pending_ = true;
        begin(false);
        print(sql_.move_heads(heads_, heads));
        runtime::Rows after = rows_under(heads, "stamped");
        for (const auto& [id, row] : rows_) {
            const auto same = after.find(id);
            if (same != after.end()) {
                same->second = row;
            } else {
                print(sql_.delete_applied(id));
            }
        }
        for (const auto& [id, row] : after) {
            if (rows_.count(id) == 0) {
                print(sql_.insert_applied(row));
            }
        }
        rows_ = std::move(after);
        digest_ = runtime::digest_of(rows_);
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

    void record(const Step& step, Revisions::Data::Number number, const Graph& view) {
        LogEntry log =
            entry(std::string(to_string(step.direction)), step.revision, step.heads_after);
        std::vector<runtime::AppliedRow> taken_out;
        std::vector<runtime::AppliedRow> put_in;
        if (step.direction == Direction::upgrade) {
            log.checksum = revisions_.checksums(dialect_)[number].upgrade;
            const Graph& place = places_.of(view, step.revision);
            put_in.push_back(row_of(place, *place.find(step.revision), "run"));
        } else {
            log.checksum = revisions_.downgrade_checksum(number, dialect_);
            taken_out.push_back(rows_.at(step.revision));
        }
        record(step, taken_out, put_in, log);
    }

    void exchange(const Step& step, const Graph& view) {
        const auto work = runtime::prepare_exchange(revisions_, view, dialect_, rows_, step);
        for (runtime::AppliedRow& row : work->put_in) {
            row.applied_at = dialect::text(dialect::present_time);
        }
        LogEntry log = entry(std::string(to_string(step.kind)), step.revision, step.heads_after);
        log.checksum = step.direction == Direction::upgrade ? work->row.upgrade_checksum
                                                            : work->row.downgrade_checksum;
        guard_pending_ = true;
        begin(open_.value_or(false));
        record(step, work->taken_out, work->put_in, log);
        if (!single_) {
            commit();
        }
    }

    void record(const Step& step, const std::vector<runtime::AppliedRow>& taken_out,
                const std::vector<runtime::AppliedRow>& put_in, const LogEntry& log) {
        print(sql_.move_heads(heads_, step.heads_after));
        for (const runtime::AppliedRow& row : taken_out) {
            print(sql_.delete_applied(row.id));
            digest_.remove(AppliedDigest::member(row.id, row.upgrade_checksum));
            rows_.erase(row.id);
        }
        for (const runtime::AppliedRow& row : put_in) {
            print(sql_.insert_applied(row));
            digest_.add(AppliedDigest::member(row.id, row.upgrade_checksum));
            rows_[row.id] = row;
        }
        print(sql_.insert_history(log));
        heads_ = step.heads_after;
        print(sql_.update_state(state()));
    }

    runtime::AppliedRow row_of(const Graph& graph, Graph::Index index,
                               const std::string& origin) const {
        return runtime::row_for(revisions_, graph, index, dialect_, origin,
                                dialect::text(dialect::present_time));
    }

    /// What is recorded as applied where these are the heads.
    runtime::Rows rows_under(const std::vector<std::string>& heads,
                             const std::string& origin) const {
        const Graph view = graph::view_of(revisions_.graph, heads);
        runtime::Rows rows;
        for (const Graph::Index index : applied_set(view, heads)) {
            rows.emplace(view[index].id, row_of(view, index, origin));
        }
        return rows;
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
    runtime::Rows rows_;
    runtime::Places places_;
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
    const auto archived_only = revisions.data().archived_only(dialect);
    const auto [plan, view] =
        direction == Direction::upgrade
            ? graph::upgrade_route(graph, ends.from, ends.to, archived_only)
            : graph::downgrade_route(graph, ends.from, ends.to, archived_only);
    Printer printer(revisions.data(), dialect, options);
    printer.start(plan.heads_before);
    for (const Step& step : plan.steps) {
        printer.step(step, view);
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
