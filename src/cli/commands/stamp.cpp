#include <retort/offline.hpp>

#include "cli/commands/arguments.hpp"
#include "cli/commands/command.hpp"
#include "cli/text.hpp"
#include "graph/typed.hpp"

#include <memory>

namespace retort::cli {
namespace {

struct AskedStamp {
    std::vector<std::string> targets;
    bool purge = false;
    bool sql = false;
};

/// Without a database the first target may be a range.
void check(const AskedStamp& asked) {
    std::vector<std::string> targets = asked.targets;
    if (asked.sql && is_range(targets.front())) {
        targets.front() = graph::parse_offline_range(targets.front()).upper.text;
    }
    graph::parse_stamp(targets);
}

int stamp(Context& context, const AskedStamp& asked) {
    if (asked.sql) {
        const std::string sql = offline_stamp_sql(context.revisions(), context.dialect(),
                                                  asked.targets, context.settings().options);
        context.result({{"sql", sql}}, [&] { context.out() << sql; });
        return done;
    }
    if (makes_file(context.url())) {  // what is refused must be before
        Connection(context, Opening::in_memory)->stamp(asked.targets, asked.purge);
    }
    Connection migrator(context, Opening::may_create);
    const std::vector<std::string> heads = migrator->stamp(asked.targets, asked.purge);
    context.result(json::recorded(heads), [&] {
        text::write_recorded(context.out(), context.terminal(),
                             migrator->revisions().graph().with_archive(), heads);
    });
    return done;
}

}  // namespace

Run declare_stamp(CLI::App& app) {
    const auto asked = std::make_shared<AskedStamp>();
    app.add_option("TARGET", asked->targets, "Revisions, `heads` or `base`")->required();
    app.add_flag("--purge", asked->purge, "Forget what was recorded before, unknown ids too");
    app.add_flag("--sql", asked->sql, "Print the SQL; no database is opened");
    when_parsed(app, [&app, asked] {
        exclude(app, {{"--purge", asked->purge}, {"--sql", asked->sql}});
        check(*asked);
    });
    return [asked](Context& context) { return stamp(context, *asked); };
}

}  // namespace retort::cli
