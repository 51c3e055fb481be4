#include "runtime/work.hpp"

#include "errors/runtime.hpp"
#include "graph/resolve.hpp"
#include "graph/route.hpp"
#include "graph/tips.hpp"

#include <algorithm>
#include <functional>
#include <set>

namespace retort::runtime {
namespace {

/// Where tables cannot be rolled back, each statement is recorded for itself.
bool runs_without_transaction(const dialect::Database& database, bool asked_for) {
    return asked_for || !database.syntax().ddl_is_transactional();
}

void add_sections(Work& work, dialect::Database& database,
                  const std::vector<script::Section>& sections) {
    for (const script::Section& section : sections) {
        if (section.direction != work.step.direction || !section.applies_to(database.dialect())) {
            continue;
        }
        const bool alone = runs_without_transaction(database, section.no_transaction);
        const bool same = !work.parts.empty() && work.parts.back().no_transaction == alone &&
                          work.parts.back().enforced == section.foreign_keys;
        if (!same) {
            Part part;
            part.no_transaction = alone;
            part.enforced = section.foreign_keys;
            work.parts.push_back(std::move(part));
        }
        Part& part = work.parts.back();
        part.sections.push_back(&section);
        for (const dialect::Statement& statement : database.check(section, work.file)) {
            part.statements.push_back(statement);
        }
    }
}

void add_function(Work& work, const dialect::Database& database, const FunctionRevision& function) {
    const auto& callable =
        work.step.direction == Direction::upgrade ? function.upgrade : function.downgrade;
    if (callable) {
        Part part;
        part.no_transaction = runs_without_transaction(database, function.no_transaction);
        part.enforced = function.foreign_keys;
        part.function = &callable;
        work.parts.push_back(std::move(part));
    }
}

void prepare_known(Work& work, dialect::Database& database, const Revisions::Data& revisions,
                   Revisions::Data::Number number) {
    work.file = revisions[number].path;
    work.message = revisions[number].message;
    if (work.step.direction == Direction::downgrade &&
        !revisions.has_downgrade(number, database.dialect())) {
        throw errors::irreversible(work.step.revision, work.file);
    }
    const auto& realisation = revisions.realisations[number];
    if (const auto* script = std::get_if<script::Script>(&realisation)) {
        if (work.step.direction == Direction::upgrade) {
            work.uses = script->uses;
        }
        add_sections(work, database, script->sections);
    } else {
        add_function(work, database, std::get<FunctionRevision>(realisation));
    }
}

void prepare_kept(Work& work, dialect::Database& database, const AppliedRow& row) {
    work.file = "the text of " + row.id + " that the database keeps";
    work.message = row.message;
    if (row.downgrade_text.empty()) {
        throw errors::irreversible(row.id, work.file);
    }
    work.kept_sections = script::parse_sections(row.downgrade_text, work.file);
    add_sections(work, database, work.kept_sections);
}

}  // namespace

std::unique_ptr<Work> prepare(dialect::Database& database, const Revisions::Data& revisions,
                              const Situation& situation, const Graph& place, const Step& step) {
    auto work = std::make_unique<Work>();
    work->step = step;
    const auto row = situation.rows.find(step.revision);
    try {
        if (const auto known = revisions.find(step.revision)) {
            prepare_known(*work, database, revisions, *known);
            work->row = step.direction == Direction::upgrade || row == situation.rows.end()
                            ? row_for(revisions, place, *place.find(step.revision),
                                      database.dialect(), "run", {})
                            : row->second;
        } else {
            prepare_kept(*work, database, row->second);
            work->row = row->second;
        }
    } catch (Error& error) {
        error.facts().revision = step.revision;
        throw;
    }
    return work;
}

const Graph& Places::of(const Graph& view, const std::string& revision) {
    if (view.data().pool->baselines.empty()) {
        return view;
    }
    graph::Unfolded unfolded = graph::around(view, revision);
    auto found = views_.find(unfolded);
    if (found == views_.end()) {
        found = views_.emplace(unfolded, graph::with_unfolded(view, unfolded)).first;
    }
    const auto index = found->second.find(revision);
    const bool has = index && found->second[*index].id == revision;
    return has ? found->second : view;
}

std::unique_ptr<Work> prepare_exchange(const Revisions::Data& revisions, const Graph& graph,
                                       Dialect dialect, const Rows& rows, const Step& step) {
    const bool squash = step.kind == StepKind::squash;
    const graph::Pool& pool = *graph.data().pool;
    const graph::Baseline& baseline = *pool.baseline(step.revision);
    const Graph view = graph::view_at(graph, step.revision, !squash);
    auto work = std::make_unique<Work>();
    work->step = step;
    work->file = pool.revisions[baseline.place].path;
    work->message = pool.revisions[baseline.place].message;
    for (const auto& [id, row] : rows) {
        if (id == step.revision || baseline.replaced.count(id) > 0) {
            work->taken_out.push_back(row);
        }
    }
    std::set<std::string, std::less<>> wanted{step.revision};
    for (const std::string& id : squash ? wanted : baseline.members) {
        const auto index = view.find(id);
        if (index && revisions.find(id)) {
            work->put_in.push_back(row_for(revisions, view, *index, dialect, "squashed", {}));
        }
    }
    if (!squash) {
        work->released = lifted_by(revisions, step.revision, dialect, &view);
    }
    for (const auto* of_baseline : {&work->put_in, &work->taken_out}) {
        for (const AppliedRow& row : *of_baseline) {
            work->row = row.id == step.revision ? row : work->row;
        }
    }
    return work;
}

std::optional<script::ObjectId> used_object(const script::ObjectName& used, Dialect dialect) {
    const auto kind = object_kind_named(used.kind);
    return kind ? script::object_id(*kind, used.name, dialect) : std::nullopt;
}

CompletedText::CompletedText(const Work& work, std::size_t parts, std::size_t statements) {
    for (std::size_t i = 0; i < work.parts.size() && i <= parts; ++i) {
        const Part& part = work.parts[i];
        const std::size_t count = part.statements.size();
        for (std::size_t k = 0; k < (i < parts ? count : std::min(statements, count)); ++k) {
            add(part, k);
        }
    }
}

void CompletedText::add(const Part& part, std::size_t index) {
    if (index == 0) {
        sha_.add(part.no_transaction ? "part without transaction\n" : "part\n");
        sha_.add(part.enforced ? "foreign keys\n" : "");
    }
    const std::string_view text = part.statements[index].text;
    sha_.add(std::to_string(text.size()));
    sha_.add(":");
    sha_.add(text);
}

std::string CompletedText::checksum() const {
    script::Sha256 copy = sha_;
    return "sha256:" + script::hex(copy.finish());
}

std::vector<Step> remaining(const Graph& view, const std::vector<std::string>& recorded,
                            const std::vector<Step>& steps) {
    graph::Tips applied(view, graph::closure(view, graph::find_recorded(view, recorded)),
                        graph::Link::needs);
    std::vector<Step> left;
    for (const Step& step : steps) {
        const auto index = view.find(step.revision);
        const bool up = step.direction == Direction::upgrade;
        if (step.kind != StepKind::revision || !index || applied.contains(*index) == up) {
            continue;
        }
        const auto is_applied = [&](Graph::Index other) { return applied.contains(other); };
        const auto needs = view.needs(*index);
        const auto above = view.needed_by(*index);
        const bool same = view[*index].id == step.revision;
        const bool fits = up ? std::all_of(needs.begin(), needs.end(), is_applied)
                             : std::none_of(above.begin(), above.end(), is_applied);
        if (!fits || !same) {
            throw errors::changed_meanwhile(step.revision, recorded);
        }
        up ? applied.add(*index) : applied.remove(*index);
        left.push_back(step);
        left.back().heads_after = graph::ids(view, applied.tips());
    }
    return left;
}

}  // namespace retort::runtime
