#include "runtime/work.hpp"

#include "errors/runtime.hpp"

#include <algorithm>
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
                   Graph::Index index) {
    work.file = revisions.graph[index].path;
    work.message = revisions.graph[index].message;
    if (work.step.direction == Direction::downgrade &&
        !revisions.has_downgrade(index, database.dialect())) {
        throw errors::irreversible(work.step.revision, work.file);
    }
    const auto& realisation = revisions.realisations[index];
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
                              const Situation& situation, const Step& step) {
    auto work = std::make_unique<Work>();
    work->step = step;
    const auto row = situation.rows.find(step.revision);
    try {
        if (const auto known = revisions.graph.find(step.revision)) {
            prepare_known(*work, database, revisions, *known);
            work->row = step.direction == Direction::upgrade || row == situation.rows.end()
                            ? row_for(revisions, *known, database.dialect(), "run", {})
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

std::vector<Step> remaining(const Situation& situation, const std::vector<Step>& steps) {
    std::vector<bool> applied = situation.applied;
    std::set<std::string> heads(situation.heads.begin(), situation.heads.end());
    const Graph& graph = situation.graph;
    std::vector<Step> left;
    for (const Step& step : steps) {
        const auto index = graph.find(step.revision);
        const bool up = step.direction == Direction::upgrade;
        if (!index || applied[*index] == up) {
            continue;
        }
        const auto is_applied = [&](Graph::Index other) { return applied[other]; };
        const auto needs = graph.needs(*index);
        const auto above = graph.needed_by(*index);
        const bool fits = up ? std::all_of(needs.begin(), needs.end(), is_applied)
                             : std::none_of(above.begin(), above.end(), is_applied);
        if (!fits) {
            throw errors::changed_meanwhile(step.revision, situation.heads);
        }
        applied[*index] = up;
        if (up) {
            heads.insert(step.revision);
        } else {
            heads.erase(step.revision);
        }
        for (const Graph::Index need : needs) {
            const auto users = graph.needed_by(need);
            if (up) {
                heads.erase(graph[need].id);
            } else if (std::none_of(users.begin(), users.end(), is_applied)) {
                heads.insert(graph[need].id);
            }
        }
        left.push_back(step);
        left.back().heads_after.assign(heads.begin(), heads.end());
    }
    return left;
}

}  // namespace retort::runtime
