#include "cli/place.hpp"

#include "errors/cli.hpp"

namespace retort::cli {

DatabasePlace place_of(Context& context, Opening opening) {
    const Url& url = context.url();
    const dialect::Patience patience{context.settings().options.lock_timeout, nullptr, {}, {}};
    const bool is_file = url.dialect == Dialect::sqlite;
    if (!is_file && (url.soci_options || url.database.empty())) {
        throw errors::no_database_named(shown(url));
    }
    DatabasePlace place;
    place.dialect = url.dialect;
    place.database = is_file ? shown(url) : url.database;
    place.open = opener_by_name(url, opening, context.program(), patience);
    return place;
}

}  // namespace retort::cli
