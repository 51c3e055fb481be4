#include "runtime/revisions.hpp"

#include "errors/runtime.hpp"
#include "runtime/applied_digest.hpp"
#include "script/folder.hpp"

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

void refuse_baseline(const Revision& revision) {
    if (!revision.replaces.empty()) {
        throw errors::baseline(revision.path, revision.line);
    }
}

std::shared_ptr<const Revisions::Data> load(const std::vector<Source>& sources) {
    std::vector<Realisation> realisations;
    for (const Source& source : sources) {
        read(source, realisations);
    }
    std::vector<Revision> revisions;
    revisions.reserve(realisations.size());
    std::vector<std::string> ids;
    ids.reserve(realisations.size());
    for (Realisation& realisation : realisations) {
        refuse_baseline(revision_of(realisation));
        ids.push_back(revision_of(realisation).id);
        revisions.push_back(std::move(revision_of(realisation)));
    }
    auto data = std::make_shared<Revisions::Data>();
    for (const Source& source : sources) {
        if (const auto* folder = std::get_if<ScriptFolder>(&source)) {
            data->folders.push_back(folder->path);
        }
    }
    data->graph = Graph(std::move(revisions));
    data->realisations.resize(realisations.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
        data->realisations[*data->graph.find(ids[i])] = std::move(realisations[i]);
    }
    return data;
}

}  // namespace

const std::vector<Revisions::Data::Checksum>& Revisions::Data::checksums(Dialect dialect) const {
    const auto slot = static_cast<std::size_t>(dialect);
    std::call_once(computed_[slot], [&] {
        checksums_[slot].reserve(realisations.size());
        for (Graph::Index i = 0; i < realisations.size(); ++i) {
            Checksum checksum{upgrade_checksum(realisations[i], dialect), {}};
            checksum.member = runtime::AppliedDigest::member(graph[i].id, checksum.upgrade);
            checksums_[slot].push_back(std::move(checksum));
        }
    });
    return checksums_[slot];
}

std::string Revisions::Data::downgrade_checksum(Graph::Index revision, Dialect dialect) const {
    return std::visit(
        Overloaded{[&](const script::Script& script) {
                       return script::checksum(script, Direction::downgrade, dialect);
                   },
                   [](const FunctionRevision& function) { return function_checksum(function); }},
        realisations[revision]);
}

std::string Revisions::Data::downgrade_text(Graph::Index revision, Dialect dialect) const {
    const auto* script = std::get_if<script::Script>(&realisations[revision]);
    if (script == nullptr || !has_downgrade(revision, dialect)) {
        return {};
    }
    // A step that does nothing can be taken down by doing nothing.
    const std::string text = script::downgrade_text(*script, dialect);
    return text.empty() ? "-- retort:downgrade\n" : text;
}

bool Revisions::Data::has_downgrade(Graph::Index revision, Dialect dialect) const {
    return std::visit(
        Overloaded{[&](const script::Script& script) {
                       return !script.irreversible &&
                              (script.applies(Direction::downgrade, dialect) ||
                               !script.applies(Direction::upgrade, dialect));
                   },
                   [](const FunctionRevision& function) { return bool(function.downgrade); }},
        realisations[revision]);
}

Revisions::Revisions(const ScriptFolder& folder) : data_(load({folder})) {}
Revisions::Revisions(std::initializer_list<Source> sources) : data_(load(sources)) {}
Revisions::Revisions(const std::vector<Source>& sources) : data_(load(sources)) {}

const Graph& Revisions::graph() const noexcept {
    return data_->graph;
}

bool Revisions::irreversible(Graph::Index revision, Dialect dialect) const {
    return !data_->has_downgrade(revision, dialect);
}

}  // namespace retort
