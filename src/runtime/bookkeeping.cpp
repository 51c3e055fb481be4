#include "runtime/bookkeeping.hpp"

namespace retort::runtime {

void write_record(StateStore& store, const StoredState& before, const NewRecord& after) {
    const StateSql& sql = store.sql();
    if (!before.quick.complete) {
        store.make_tables();
    }
    store.run(sql.move_heads(before.quick.heads, after.heads));
    std::map<std::string, const AppliedRow*> present;
    for (const AppliedRow& row : before.applied) {
        present.emplace(row.id, &row);
        const auto wanted = after.rows.find(row.id);
        if (wanted == after.rows.end() || wanted->second != row) {
            store.run(sql.delete_applied(row.id));
            present.erase(row.id);
        }
    }
    for (const auto& entry : after.rows) {
        if (present.count(entry.first) == 0) {
            store.run(sql.insert_applied(entry.second));
        }
    }
    StateRow row = before.quick.row.value_or(StateRow{});
    row.applied_digest = digest_of(after.rows).text();
    row.open_step = after.open_step;
    if (after.objects) {
        store.run(after.objects->changes(sql));
        row.object_digest = after.objects->digest();
    }
    store.run(before.quick.row ? sql.update_state(row) : sql.insert_state(row));
    if (before.journal && !after.keeps_journal) {
        store.run(sql.delete_journal());
    }
}

std::map<std::string, AppliedRow> rows_under(const Revisions::Data& revisions, Dialect dialect,
                                             const Situation& situation, const Graph& graph,
                                             const std::vector<std::string>& heads,
                                             const std::string& origin, const std::string& at) {
    std::map<std::string, AppliedRow> rows;
    for (const Graph::Index index : applied_set(graph, heads)) {
        const std::string& id = graph[index].id;
        const auto known = revisions.find(id);
        const auto present = situation.rows.find(id);
        if (!known) {
            rows.emplace(id, present->second);
            continue;
        }
        const bool squashed = recorded_by(situation, id).has_value();
        AppliedRow row =
            row_for(revisions, graph, index, dialect, squashed ? "squashed" : origin, at);
        if (present != situation.rows.end()) {
            // The place in the graph is the scripts' to say, all else is what happened.
            AppliedRow kept = present->second;
            kept.down_revisions = std::move(row.down_revisions);
            kept.depends_on = std::move(row.depends_on);
            kept.branch_labels = std::move(row.branch_labels);
            row = std::move(kept);
        }
        rows.emplace(id, std::move(row));
    }
    return rows;
}

}  // namespace retort::runtime
