#include "cli/commands/arguments.hpp"
#include "cli/commands/command.hpp"
#include "cli/scratch.hpp"
#include "cli/text.hpp"
#include "errors/cli.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>

namespace retort::cli {
namespace {

struct AskedSchema {
    std::string action;
    std::vector<std::string> sides;
    std::vector<std::string> ignored;
    std::string least = "advisory";
    std::vector<std::string> scratch;
    std::vector<std::string> schemas;
    bool next_values = false;

    std::set<Category> ignored_categories;
};

constexpr const char* scripts_side = "scripts";

/// `scripts` or `scripts@TARGET`.
bool is_scripts(const std::string& side) {
    return side == scripts_side || side.rfind("scripts@", 0) == 0;
}

void check(const CLI::App& app, AskedSchema& asked) {
    const std::string usage = usage_of(app);
    const bool is_diff = asked.action == "diff";
    if (asked.sides.size() > (is_diff ? 2U : 1U) || (is_diff && asked.sides.size() < 2)) {
        throw errors::schema_sides(usage, asked.action, is_diff ? 2 : 1);
    }
    for (const std::string& side : asked.sides) {
        if (!is_scripts(side) && !is_url(side)) {
            throw errors::schema_sides(usage, asked.action, is_diff ? 2 : 1);
        }
    }
    std::vector<std::string> names;
    for (int i = 0; i <= static_cast<int>(Category::other); ++i) {
        names.emplace_back(to_string(static_cast<Category>(i)));
    }
    for (const std::string& name : asked.ignored) {
        const auto category = category_named(name);
        if (!category) {
            throw errors::unknown_category(usage, name, names);
        }
        asked.ignored_categories.insert(*category);
    }
}

/// The dialect of the first side that is a database.
Dialect dialect_of(Context& context, const std::vector<std::string>& sides) {
    for (const std::string& side : sides) {
        if (!is_scripts(side)) {
            return parse_url(side, "the schema's side", "").dialect;
        }
    }
    return context.dialect();
}

Schema live(Context& context, const Url& url, const AskedSchema& asked) {
    const Options options = context.settings().options;
    Database database(url, Opening::existing, context.program(),
                      {options.lock_timeout, nullptr, {}, std::chrono::milliseconds(0)});
    SchemaOptions scope;
    scope.version_table = options.version_table;
    scope.version_schema = options.version_schema;
    scope.schemas = asked.schemas;
    return read_schema(database.session(), scope);
}

Schema side_of(Context& context, const std::string& side, const AskedSchema& asked,
               Dialect dialect) {
    if (!is_scripts(side)) {
        const Url url = parse_url(side, "the schema's side", "");
        if (url.dialect != dialect) {
            throw errors::two_dialects(std::string(to_string(dialect)),
                                       std::string(to_string(url.dialect)));
        }
        return live(context, url, asked);
    }
    const std::string target =
        side == scripts_side ? "heads" : side.substr(std::string("scripts@").size());
    return build_schema(scratch_of(context, asked.scratch, dialect), context.revisions(),
                        context.objects(), {target}, context.settings().options);
}

int dump(Context& context, const AskedSchema& asked) {
    const Schema schema = asked.sides.empty() ? live(context, context.url(), asked)
                                              : side_of(context, asked.sides.front(), asked,
                                                        dialect_of(context, asked.sides));
    context.result(json::schema(schema),
                   [&] { text::write_schema(context.out(), context.terminal(), schema); });
    return done;
}

int diff(Context& context, const AskedSchema& asked) {
    const Dialect dialect = dialect_of(context, asked.sides);
    const Schema left = side_of(context, asked.sides.front(), asked, dialect);
    const Schema right = side_of(context, asked.sides.back(), asked, dialect);
    ComparisonOptions options;
    options.next_values = asked.next_values;
    auto differences = compare(left, right, options);
    differences.erase(
        std::remove_if(differences.begin(), differences.end(),
                       [&](const SchemaDifference& difference) {
                           return asked.ignored_categories.count(difference.category) > 0 ||
                                  (asked.least == "critical" &&
                                   difference.severity == Severity::advisory);
                       }),
        differences.end());
    context.result(json::schema_differences(differences), [&] {
        text::write_schema_differences(context.out(), context.terminal(), differences);
    });
    context.note(differences.empty() ? "No difference."
                                     : fmt::format("{} difference{}.", differences.size(),
                                                   differences.size() == 1 ? "" : "s"));
    return differences.empty() ? done : found_something;
}

}  // namespace

Run declare_schema(CLI::App& app) {
    const auto asked = std::make_shared<AskedSchema>();
    app.add_option("ACTION", asked->action, "dump or diff; diff exits 3 where something differs")
        ->required()
        ->check(CLI::IsMember({"dump", "diff"}).description(""))
        ->type_name("");
    app.add_option("SIDE", asked->sides,
                   "A URL, `scripts` or `scripts@TARGET`; two for diff [dump: the database]")
        ->type_name("...");
    app.add_option("--ignore", asked->ignored, "diff: leave these categories out")
        ->type_name("CATEGORY,...")
        ->delimiter(',')
        ->expected(1)
        ->take_all();
    app.add_option("--min-severity", asked->least,
                   "diff: critical leaves the others out [advisory]")
        ->check(CLI::IsMember({"advisory", "critical"}).description(""))
        ->type_name("SEVERITY");
    app.add_flag("--next-values", asked->next_values, "diff: also where sequences go on");
    app.add_option("--schema", asked->schemas, "PostgreSQL: read this schema too")
        ->type_name("NAME")
        ->expected(1)
        ->take_all();
    app.add_option("--scratch", asked->scratch,
                   "For `scripts`: a server where a database may be made and dropped")
        ->type_name("URL")
        ->expected(1)
        ->take_all();
    when_parsed(app, [&app, asked] { check(app, *asked); });
    return [asked](Context& context) {
        return asked->action == "dump" ? dump(context, *asked) : diff(context, *asked);
    };
}

}  // namespace retort::cli
