#include "runtime/objects.hpp"

#include "errors/object_state.hpp"
#include "errors/script.hpp"
#include "objects/order.hpp"
#include "runtime/state.hpp"
#include "script/folder.hpp"
#include "script/identifiers.hpp"
#include "script/sha256.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace retort {
namespace {

using Wanted = Objects::Data::Wanted;
using ByName = std::multimap<std::string, std::size_t>;

std::vector<script::Object> read(const ObjectSource& source) {
    if (const auto* folder = std::get_if<ObjectFolder>(&source)) {
        return script::read_object_folder(folder->path);
    }
    if (const auto* text = std::get_if<ObjectText>(&source)) {
        return {script::parse_object(text->text, text->name)};
    }
    return {script::object_of(std::get<ReplaceableObject>(source))};
}

std::shared_ptr<const Objects::Data> load(const std::vector<ObjectSource>& sources) {
    auto data = std::make_shared<Objects::Data>();
    std::vector<ScriptError> faulty;
    for (const ObjectSource& source : sources) {
        try {
            for (script::Object& object : read(source)) {
                data->objects.push_back(std::move(object));
            }
        } catch (const ScriptError& error) {
            faulty.push_back(error);
        }
    }
    if (!faulty.empty()) {
        throw errors::joined(faulty);
    }
    return data;
}

std::vector<Wanted> wanted_of(const std::vector<script::Object>& objects, Dialect dialect) {
    std::vector<Wanted> wanted;
    std::multimap<std::string, const Wanted*> by_name;
    wanted.reserve(objects.size());
    for (const script::Object& object : objects) {
        if (!object.applies_to(dialect)) {
            continue;
        }
        const auto id = script::object_id(object.kind, object.name, dialect);
        if (!id) {
            throw errors::object_name_invalid(object.path, object.line, object.kind, object.name,
                                              dialect);
        }
        wanted.push_back({&object, *id, script::checksum(object, dialect), {}});
        const auto same = by_name.equal_range(id->name);
        for (auto other = same.first; other != same.second; ++other) {
            if (script::same_object(other->second->id, *id)) {
                throw errors::object_twice(object.path, object.line, object.name,
                                           other->second->object->path);
            }
        }
        by_name.emplace(id->name, &wanted.back());
    }
    return wanted;
}

/// What the text of `wanted[self]` names, as nodes of the order.
objects::Node node_of(const std::vector<Wanted>& wanted, std::size_t self, const ByName& by_name,
                      Dialect dialect) {
    objects::Node node;
    const script::Object& object = *wanted[self].object;
    node.name = object.name;
    const auto take = [&](const script::Identifier& identifier, bool surely) {
        const auto same = by_name.equal_range(identifier.name);
        for (auto other = same.first; other != same.second; ++other) {
            const std::size_t index = other->second;
            if (index != self && wanted[index].id.kind != ObjectKind::trigger &&
                script::may_name(identifier, wanted[index].id)) {
                (surely ? node.uses : node.may_use).push_back(index);
            }
        }
    };
    for (const script::Section& section : object.sections) {
        if (section.direction == Direction::upgrade && section.applies_to(dialect)) {
            for (const auto& identifier : script::identifiers_of(section.text, dialect)) {
                take(identifier, identifier.surely);
            }
        }
    }
    return node;
}

/// @param all the names that any dialect knows
void add_declared(objects::Node& node, std::size_t self, const std::vector<Wanted>& wanted,
                  const std::vector<script::Object>& all, Dialect dialect) {
    constexpr ObjectKind kinds[] = {ObjectKind::view, ObjectKind::function, ObjectKind::procedure,
                                    ObjectKind::trigger};
    const script::Object& object = *wanted[self].object;
    for (const std::string& name : object.depends_on) {
        bool known = std::any_of(all.begin(), all.end(),
                                 [&](const script::Object& other) { return other.name == name; });
        for (const ObjectKind kind : kinds) {
            const auto id = script::object_id(kind, name, dialect);
            for (std::size_t i = 0; id && i < wanted.size(); ++i) {
                if (i != self && script::same_object(wanted[i].id, *id)) {
                    node.uses.push_back(i);
                    known = true;
                }
            }
        }
        if (!known) {
            throw errors::object_dependency_unknown(object.path, object.line, object.name, name);
        }
    }
}

Objects::Data::OfDialect compute(const std::vector<script::Object>& all, Dialect dialect) {
    std::vector<Wanted> wanted = wanted_of(all, dialect);
    ByName by_name;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        by_name.emplace(wanted[i].id.name, i);
    }
    std::vector<objects::Node> nodes;
    nodes.reserve(wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        nodes.push_back(node_of(wanted, i, by_name, dialect));
        add_declared(nodes.back(), i, wanted, all, dialect);
    }
    const std::vector<std::size_t> order = objects::ordered(nodes);
    std::vector<std::size_t> place(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        place[order[i]] = i;
    }
    Objects::Data::OfDialect of;
    runtime::ObjectDigest digest;
    for (const std::size_t i : order) {
        Wanted one = std::move(wanted[i]);
        for (const auto* edges : {&nodes[i].uses, &nodes[i].may_use}) {
            for (const std::size_t used : *edges) {
                if (place[used] < place[i]) {
                    one.uses.push_back(place[used]);
                }
            }
        }
        std::sort(one.uses.begin(), one.uses.end());
        one.uses.erase(std::unique(one.uses.begin(), one.uses.end()), one.uses.end());
        digest.add(one.object->kind, one.object->name, one.checksum);
        of.wanted.push_back(std::move(one));
    }
    of.digest = digest.text();
    return of;
}

}  // namespace

Objects::Objects() = default;
Objects::Objects(const ObjectFolder& folder) : data_(load({folder})) {}
Objects::Objects(std::initializer_list<ObjectSource> sources) : data_(load(sources)) {}
Objects::Objects(const std::vector<ObjectSource>& sources) : data_(load(sources)) {}

const Wanted* Objects::Data::OfDialect::find(const script::ObjectId& id) const noexcept {
    const auto found = std::find_if(wanted.begin(), wanted.end(), [&](const Wanted& one) {
        return script::same_object(one.id, id);
    });
    return found == wanted.end() ? nullptr : &*found;
}

const Objects::Data::OfDialect& Objects::Data::of(Dialect dialect) const {
    const auto slot = static_cast<std::size_t>(dialect);
    std::call_once(computed_[slot], [&] { of_[slot] = compute(objects, dialect); });
    return of_[slot];
}

namespace runtime {

void ObjectDigest::add(ObjectKind kind, const std::string& name, const std::string& checksum) {
    members_.push_back(std::string(to_string(kind)) + " " + name + "\n" + checksum + "\n");
}

std::string ObjectDigest::text() const {
    if (members_.empty()) {
        return no_objects_digest;
    }
    std::vector<std::string> sorted = members_;
    std::sort(sorted.begin(), sorted.end());
    script::Sha256 sha;
    for (const std::string& member : sorted) {
        sha.add(member);
    }
    return "sha256:" + script::hex(sha.finish());
}

}  // namespace runtime
}  // namespace retort
