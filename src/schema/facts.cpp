#include "schema/facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace retort::schema {
namespace {

constexpr std::string_view position_fact = "position";

auto key(const SchemaObject& object) {
    return std::tie(object.owner, object.kind, object.name);
}

bool precedes(const SchemaObject& a, const SchemaObject& b) {
    return key(a) < key(b);
}

void arrange_facts(SchemaObject& object) {
    auto& facts = object.facts;
    facts.erase(std::remove_if(facts.begin(), facts.end(),
                               [](const SchemaFact& fact) { return fact.value.empty(); }),
                facts.end());
    std::stable_sort(facts.begin(), facts.end(),
                     [](const SchemaFact& a, const SchemaFact& b) { return a.name < b.name; });
}

/// Those of one name, which have none of their own, by what they say.
void number_namesakes(std::vector<SchemaObject>& objects) {
    std::sort(objects.begin(), objects.end(), [](const SchemaObject& a, const SchemaObject& b) {
        return precedes(a, b) || (!precedes(b, a) && summary(a) < summary(b));
    });
    std::size_t first = 0;
    std::vector<std::pair<std::size_t, std::size_t>> numbers;
    for (std::size_t i = 1; i < objects.size(); ++i) {
        if (key(objects[i]) != key(objects[first])) {
            first = i;
        } else {
            numbers.emplace_back(i, i - first + 1);
        }
    }
    for (const auto& [place, number] : numbers) {
        objects[place].name += fmt::format(" #{}", number);
    }
    std::sort(objects.begin(), objects.end(), precedes);
}

void take_positions(std::vector<SchemaObject>& objects) {
    std::map<std::string, std::vector<std::pair<long, std::string>>> orders;
    for (SchemaObject& object : objects) {
        const std::string position(fact(object, position_fact));
        if (!position.empty()) {
            orders[object.owner].emplace_back(std::stol(position), object.name);
            auto& facts = object.facts;
            facts.erase(std::find_if(facts.begin(), facts.end(), [](const SchemaFact& candidate) {
                return candidate.name == position_fact;
            }));
        }
    }
    for (SchemaObject& object : objects) {
        const auto found = object.owner.empty() ? orders.find(label(object)) : orders.end();
        if (found != orders.end()) {
            std::sort(found->second.begin(), found->second.end());
            for (auto& [position, name] : found->second) {
                object.order.push_back(std::move(name));
            }
        }
    }
}

}  // namespace

std::string_view fact(const SchemaObject& object, std::string_view name) noexcept {
    const auto found =
        std::find_if(object.facts.begin(), object.facts.end(),
                     [name](const SchemaFact& candidate) { return candidate.name == name; });
    return found == object.facts.end() ? std::string_view() : std::string_view(found->value);
}

std::string label(const SchemaObject& object) {
    return object.owner.empty() ? object.kind + " " + object.name : object.owner;
}

std::string summary(const SchemaObject& object) {
    std::string result;
    for (const SchemaFact& fact : object.facts) {
        result += fmt::format("{}{}: {}", result.empty() ? "" : "; ", fact.name, fact.value);
    }
    return result.empty() ? object.kind : result;
}

void arrange(Schema& schema) {
    for (SchemaObject& object : schema.objects) {
        arrange_facts(object);
    }
    take_positions(schema.objects);
    number_namesakes(schema.objects);
    std::sort(schema.unread.begin(), schema.unread.end());
}

}  // namespace retort::schema
