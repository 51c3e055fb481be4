#include "schema/facts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <tuple>

namespace retort {
namespace {

using schema::fact;

/// `column score`, `primary key`
std::string part(const SchemaObject& object) {
    return object.name.empty() ? object.kind : object.kind + " " + object.name;
}

/// Of one object that both sides have, and of their facts that differ.
class Pair {
public:
    Pair(const SchemaObject& left, const SchemaObject& right, const ComparisonOptions& options)
        : left_(left), right_(right), options_(options) {}

    void append_to(std::vector<SchemaDifference>& differences) const {
        auto left = left_.facts.begin();
        auto right = right_.facts.begin();
        while (left != left_.facts.end() || right != right_.facts.end()) {
            if (right == right_.facts.end() ||
                (left != left_.facts.end() && left->name < right->name)) {
                append(differences, *left, left->value, {});
                ++left;
            } else if (left == left_.facts.end() || right->name < left->name) {
                append(differences, *right, {}, right->value);
                ++right;
            } else {
                if (left->value != right->value) {
                    append(differences, *left, left->value, right->value);
                }
                ++left;
                ++right;
            }
        }
        append_order(differences);
    }

private:
    void append(std::vector<SchemaDifference>& differences, const SchemaFact& of,
                const std::string& left, const std::string& right) const {
        if ((of.name == schema::next_value_fact && !options_.next_values) ||
            (of.name == schema::timezone_fact && differ(schema::type_fact))) {
            return;
        }
        differences.push_back(
            {of.category, severity(of), schema::label(left_),
             left_.owner.empty() ? of.name : fmt::format("{}: {}", part(left_), of.name), left,
             right});
    }

    Severity severity(const SchemaFact& of) const {
        switch (of.category) {
            case Category::timezone:
            case Category::comment:
            case Category::order:
            case Category::privilege:
                return Severity::advisory;
            case Category::default_value:
                return must_be_given(left_) || must_be_given(right_) ? Severity::critical
                                                                     : Severity::advisory;
            case Category::index:
                return is_unique(left_) || is_unique(right_) ? Severity::critical
                                                             : Severity::advisory;
            case Category::foreign_key:
                return of.name == schema::name_fact || of.name == schema::on_update_fact ||
                               of.name == schema::on_delete_fact
                           ? Severity::advisory
                           : Severity::critical;
            default:
                return Severity::critical;
        }
    }

    /// Whether a row that does not name this column is refused on one side.
    static bool must_be_given(const SchemaObject& column) {
        return fact(column, schema::default_fact).empty() &&
               !fact(column, schema::nullability_fact).empty();
    }
    static bool is_unique(const SchemaObject& index) {
        return !fact(index, schema::uniqueness_fact).empty();
    }
    bool differ(std::string_view name) const { return fact(left_, name) != fact(right_, name); }

    /// Of what both have: what only one has is a difference of its own.
    void append_order(std::vector<SchemaDifference>& differences) const {
        const auto common = [](const SchemaObject& object, const SchemaObject& other) {
            const std::set<std::string> names(other.order.begin(), other.order.end());
            std::vector<std::string> result;
            std::copy_if(object.order.begin(), object.order.end(), std::back_inserter(result),
                         [&](const std::string& name) { return names.count(name) > 0; });
            return result;
        };
        const auto left = common(left_, right_);
        const auto right = common(right_, left_);
        if (left != right) {
            differences.push_back({Category::order, Severity::advisory, schema::label(left_),
                                   "order of columns", fmt::format("{}", fmt::join(left, ", ")),
                                   fmt::format("{}", fmt::join(right, ", "))});
        }
    }

    const SchemaObject& left_;
    const SchemaObject& right_;
    const ComparisonOptions& options_;
};

SchemaDifference missing(const SchemaObject& object, bool is_left) {
    const bool is_advisory =
        object.category == Category::comment || object.category == Category::privilege ||
        (object.category == Category::index && fact(object, schema::uniqueness_fact).empty());
    SchemaDifference difference{
        object.category,         is_advisory ? Severity::advisory : Severity::critical,
        schema::label(object),   object.owner.empty() ? "" : part(object),
        schema::summary(object), {}};
    if (!is_left) {
        std::swap(difference.left, difference.right);
    }
    return difference;
}

std::set<std::string> labels(const Schema& schema) {
    std::set<std::string> result;
    for (const SchemaObject& object : schema.objects) {
        if (object.owner.empty()) {
            result.insert(schema::label(object));
        }
    }
    return result;
}

}  // namespace

std::vector<SchemaDifference> compare(const Schema& left, const Schema& right,
                                      const ComparisonOptions& options) {
    std::vector<SchemaDifference> differences;
    const auto left_labels = labels(left);
    const auto right_labels = labels(right);
    const auto key = [](const SchemaObject& object) {
        return std::tie(object.owner, object.kind, object.name);
    };
    const auto append_missing = [&](const SchemaObject& object, bool is_left) {
        const bool owner_is_there =
            object.owner.empty() || (is_left ? right_labels : left_labels).count(object.owner) > 0;
        if (owner_is_there) {
            differences.push_back(missing(object, is_left));
        }
    };
    auto l = left.objects.begin();
    auto r = right.objects.begin();
    while (l != left.objects.end() || r != right.objects.end()) {
        if (r == right.objects.end() || (l != left.objects.end() && key(*l) < key(*r))) {
            append_missing(*l++, true);
        } else if (l == left.objects.end() || key(*r) < key(*l)) {
            append_missing(*r++, false);
        } else {
            Pair(*l++, *r++, options).append_to(differences);
        }
    }
    std::stable_sort(
        differences.begin(), differences.end(),
        [](const SchemaDifference& a, const SchemaDifference& b) { return a.object < b.object; });
    return differences;
}

}  // namespace retort
