#include "runtime/lifted.hpp"

#include "graph/route.hpp"
#include "script/identifiers.hpp"
#include "script/statements.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

namespace retort::runtime {
namespace {

const script::Script* script_of(const Revisions::Data& revisions, const std::string& id) {
    const auto number = revisions.find(id);
    return number ? std::get_if<script::Script>(&revisions.realisations[*number]) : nullptr;
}

bool defines(std::string_view statement, const script::ObjectId& id, Dialect dialect) {
    const auto all = script::definitions_of(statement, dialect);
    return std::any_of(all.begin(), all.end(), [&](const script::ObjectDefinition& definition) {
        return definition.verb == script::ObjectDefinition::Verb::create &&
               script::same_object(definition.object, id);
    });
}

/// The statements of a section that create the object, as a section of their own.
std::optional<script::Section> definition_in(const script::Section& section,
                                             const script::ObjectId& id, Dialect dialect) {
    for (const script::Span& span : script::split_statements(section.text, dialect)) {
        const std::string text = section.text.substr(span.begin, span.end - span.begin);
        if (defines(text, id, dialect)) {
            script::Section only = section;
            only.first_line = script::line_at(section.text, span.begin, section.first_line);
            only.text = text;
            return only;
        }
    }
    return std::nullopt;
}

void find_text(Lifted& lifted, const Revisions::Data& revisions, const graph::Baseline& baseline,
               Dialect dialect, const Graph& view) {
    for (Graph::Index index = 0; index < view.size(); ++index) {
        const std::string& id = view[index].id;
        const auto* script = baseline.replaced.count(id) > 0 ? script_of(revisions, id) : nullptr;
        if (script == nullptr) {
            continue;
        }
        for (const script::Section& section : script->sections) {
            if (section.direction != Direction::upgrade || !section.applies_to(dialect)) {
                continue;
            }
            if (auto only = definition_in(section, lifted.id, dialect)) {
                lifted.sections = {std::move(*only)};
                lifted.file = view[index].path;
            }
        }
    }
}

bool stands(const graph::Pool& pool, const std::string& baseline) {
    const graph::Baseline* own = pool.baseline(baseline);
    return own != nullptr
               ? !own->unsquashed
               : std::any_of(pool.baselines.begin(), pool.baselines.end(), [&](const auto& entry) {
                     return entry.second.replaced.count(baseline) > 0 && !entry.second.unsquashed;
                 });
}

void append(std::vector<Lifted>& all, std::vector<Lifted> more) {
    all.insert(all.end(), std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
}

}  // namespace

std::vector<Lifted> lifted_by(const Revisions::Data& revisions, const std::string& baseline,
                              Dialect dialect, const Graph* view) {
    std::vector<Lifted> all;
    const script::Script* script = script_of(revisions, baseline);
    if (script == nullptr) {
        return all;
    }
    for (const script::ObjectName& name : script->lifted) {
        const auto kind = object_kind_named(name.kind);
        const auto id = kind ? script::object_id(*kind, name.name, dialect) : std::nullopt;
        if (id) {
            all.push_back({*id, name.checksum, {}, {}});
        }
    }
    for (Lifted& lifted : all) {
        if (view != nullptr) {
            find_text(lifted, revisions, *revisions.graph.data().pool->baseline(baseline), dialect,
                      *view);
        }
    }
    return all;
}

std::vector<Lifted> held_back(const Revisions::Data& revisions, const Graph& graph,
                              const std::vector<std::string>& heads, Dialect dialect) {
    std::vector<Lifted> all;
    const Graph view = graph::view_of(graph, heads);
    for (const std::string& id : view.data().unfolded) {
        append(all, lifted_by(revisions, id, dialect, nullptr));
    }
    return all;
}

std::vector<Lifted> handed_over(const Revisions::Data& revisions, const Graph& graph,
                                const std::vector<std::string>& heads, Dialect dialect) {
    std::vector<Lifted> all;
    if (graph.data().pool->baselines.empty()) {
        return all;
    }
    const Graph view = graph::view_of(graph, heads);
    for (const Graph::Index index : applied_set(view, heads)) {
        if (!view[index].replaces.empty()) {
            append(all, lifted_by(revisions, view[index].id, dialect, nullptr));
        }
    }
    return all;
}

bool counts(const script::Object& object, const Revisions& revisions) {
    return object.lifted_by.empty() || stands(*revisions.graph().data().pool, object.lifted_by);
}

Objects counted(Objects objects, const Revisions& revisions) {
    if (!objects.are_managed()) {
        return objects;
    }
    const auto is_counted = [&](const script::Object& object) { return counts(object, revisions); };
    const auto& all = objects.data().objects;
    if (std::all_of(all.begin(), all.end(), is_counted)) {
        return objects;
    }
    auto data = std::make_shared<Objects::Data>();
    std::copy_if(all.begin(), all.end(), std::back_inserter(data->objects), is_counted);
    return Objects(std::move(data));
}

bool contains(const std::vector<Lifted>& lifted, const script::ObjectId& id) {
    return std::any_of(lifted.begin(), lifted.end(),
                       [&](const Lifted& one) { return script::same_object(one.id, id); });
}

Objects::Data::OfDialect without(const Objects::Data::OfDialect& files,
                                 const std::vector<Lifted>& lifted) {
    Objects::Data::OfDialect rest;
    ObjectDigest digest;
    std::vector<std::optional<std::size_t>> place;
    for (const Objects::Data::Wanted& wanted : files.wanted) {
        if (contains(lifted, wanted.id)) {
            place.emplace_back();
            continue;
        }
        place.emplace_back(rest.wanted.size());
        Objects::Data::Wanted kept = wanted;
        kept.uses.clear();
        for (const std::size_t used : wanted.uses) {
            if (place[used]) {
                kept.uses.push_back(*place[used]);
            }
        }
        digest.add(kept.object->kind, kept.object->name, kept.checksum);
        rest.wanted.push_back(std::move(kept));
    }
    rest.digest = digest.text();
    return rest;
}

}  // namespace retort::runtime
