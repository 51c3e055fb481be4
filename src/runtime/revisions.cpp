#include "runtime/revisions.hpp"

#include "errors/runtime.hpp"
#include "runtime/applied_digest.hpp"
#include "script/folder.hpp"

#include <string>
#include <unordered_set>
#include <utility>

namespace retort {
namespace {

using Realisation = Revisions::Data::Realisation;

template <class... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

std::string function_checksum(const FunctionRevision& function) {
    script::Sha256 sha;
    sha.add("function\n");
    sha.add(function.version);
    return "sha256:" + script::hex(sha.finish());
}

std::string upgrade_checksum(const Realisation& realisation, Dialect dialect) {
    return std::visit(
        Overloaded{[&](const script::Script& script) {
                       return script::checksum(script, Direction::upgrade, dialect);
                   },
                   [](const FunctionRevision& function) { return function_checksum(function); }},
        realisation);
}

void read(const Source& source, std::vector<Realisation>& realisations) {
    std::visit(Overloaded{[&](const ScriptFolder& folder) {
                              for (auto& script : script::read_folder(folder.path)) {
                                  realisations.emplace_back(std::move(script));
                              }
                          },
                          [&](const ScriptText& text) {
                              realisations.emplace_back(script::parse_script(text.text, text.name));
                          },
                          [&](const FunctionRevision& function) {
                              FunctionRevision copy = function;
                              copy.revision.irreversible = !copy.downgrade;
                              realisations.emplace_back(std::move(copy));
                          }},
               source);
}

Revision& revision_of(Realisation& realisation) {
    return std::visit([](auto& one) -> Revision& { return one.revision; }, realisation);
}

/// Only what a baseline names is compared, so that the others need not be read for it.
void add_checksums(std::vector<Realisation>& realisations) {
    std::unordered_set<std::string> replaced;
    for (Realisation& realisation : realisations) {
        for (const Replaced& each : revision_of(realisation).replaces) {
            replaced.insert(each.id);
        }
    }
    for (Realisation& realisation : realisations) {
        Revision& revision = revision_of(realisation);
        if (replaced.count(revision.id) > 0) {
            revision.checksum = std::visit(
                Overloaded{
                    [](const script::Script& script) { return script::checksum(script); },
                    [](const FunctionRevision& function) { return function_checksum(function); }},
                realisation);
        }
    }
}

std::shared_ptr<const Revisions::Data> load(const std::vector<Source>& sources) {
    std::vector<Realisation> realisations;
    for (const Source& source : sources) {
        read(source, realisations);
    }
    std::vector<Revision> revisions;
    revisions.reserve(realisations.size());
    add_checksums(realisations);
    for (Realisation& realisation : realisations) {
        revisions.push_back(std::move(revision_of(realisation)));
    }
    auto data = std::make_shared<Revisions::Data>();
    for (const Source& source : sources) {
        if (const auto* folder = std::get_if<ScriptFolder>(&source)) {
            data->folders.push_back(folder->path);
        }
    }
    data->graph = Graph(std::move(revisions));
    data->realisations = std::move(realisations);
    return data;
}

}  // namespace

std::optional<Revisions::Data::Number> Revisions::Data::find(std::string_view id) const {
    const auto index = graph.find(id);
    if (index && graph[*index].id == id) {
        return number(*index);
    }
    const auto& places = graph.data().pool->places;
    const auto archived = places.find(id);
    return archived == places.end() ? std::nullopt : std::optional(archived->second);
}

graph::Unfolded Revisions::Data::archived_only(Dialect dialect) const {
    graph::Unfolded ids;
    for (const auto& [id, baseline] : graph.data().pool->baselines) {
        const auto* script = std::get_if<script::Script>(&realisations[baseline.place]);
        if (script != nullptr && !baseline.unsquashed &&
            !script->applies(Direction::upgrade, dialect)) {
            ids.insert(id);
        }
    }
    return ids;
}

const std::vector<Revisions::Data::Checksum>& Revisions::Data::checksums(Dialect dialect) const {
    const auto slot = static_cast<std::size_t>(dialect);
    std::call_once(computed_[slot], [&] {
        checksums_[slot].reserve(realisations.size());
        for (Number i = 0; i < realisations.size(); ++i) {
            Checksum checksum{upgrade_checksum(realisations[i], dialect), {}};
            checksum.member = runtime::AppliedDigest::member((*this)[i].id, checksum.upgrade);
            checksums_[slot].push_back(std::move(checksum));
        }
    });
    return checksums_[slot];
}

std::string Revisions::Data::downgrade_checksum(Number number, Dialect dialect) const {
    return std::visit(
        Overloaded{[&](const script::Script& script) {
                       return script::checksum(script, Direction::downgrade, dialect);
                   },
                   [](const FunctionRevision& function) { return function_checksum(function); }},
        realisations[number]);
}

std::string Revisions::Data::downgrade_text(Number number, Dialect dialect) const {
    const auto* script = std::get_if<script::Script>(&realisations[number]);
    if (script == nullptr || !has_downgrade(number, dialect)) {
        return {};
    }
    // A step that does nothing can be taken down by doing nothing.
    const std::string text = script::downgrade_text(*script, dialect);
    return text.empty() ? "-- retort:downgrade\n" : text;
}

bool Revisions::Data::has_downgrade(Number number, Dialect dialect) const {
    return std::visit(
        Overloaded{[&](const script::Script& script) {
                       return !script.irreversible &&
                              (script.applies(Direction::downgrade, dialect) ||
                               !script.applies(Direction::upgrade, dialect));
                   },
                   [](const FunctionRevision& function) { return bool(function.downgrade); }},
        realisations[number]);
}

Revisions::Revisions(const ScriptFolder& folder) : data_(load({folder})) {}
Revisions::Revisions(std::initializer_list<Source> sources) : data_(load(sources)) {}
Revisions::Revisions(const std::vector<Source>& sources) : data_(load(sources)) {}

const Graph& Revisions::graph() const noexcept {
    return data_->graph;
}

bool Revisions::irreversible(Graph::Index revision, Dialect dialect) const {
    return !data_->has_downgrade(data_->number(revision), dialect);
}

bool Revisions::irreversible(const std::string& id, Dialect dialect) const {
    const auto number = data_->find(id);
    return !number || !data_->has_downgrade(*number, dialect);
}

}  // namespace retort
