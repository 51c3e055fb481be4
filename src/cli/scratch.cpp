#include "cli/scratch.hpp"

#include "errors/cli.hpp"

namespace retort::cli {

Scratch scratch_of(Context& context, const std::vector<std::string>& urls, Dialect dialect) {
    Scratch scratch;
    scratch.dialect = dialect;
    if (dialect == Dialect::sqlite) {
        return scratch;
    }
    for (const std::string& text : urls) {
        const Url server = parse_url(text, "--scratch", "");
        if (server.dialect != dialect) {
            continue;
        }
        if (server.soci_options) {
            throw errors::no_scratch_url(shown(server));
        }
        scratch.open = opener(server, context.program(),
                              {context.settings().options.lock_timeout, nullptr, {}, {}});
        return scratch;
    }
    return scratch;
}

}  // namespace retort::cli
