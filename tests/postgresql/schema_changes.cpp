#include "schema_changes.hpp"

#include "schema_patterns.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <stdexcept>

namespace retort_test {
namespace {

constexpr const char* mine =
    "WITH mine AS (SELECT c.* FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = relnamespace "
    "WHERE nspname IN ('public', 'other') AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = "
    "c.oid AND classid = 'pg_class'::regclass AND deptype = 'e')), my_types AS (SELECT t.* FROM "
    "pg_type AS t JOIN pg_namespace AS n ON n.oid = typnamespace LEFT JOIN pg_class AS c ON c.oid "
    "= typrelid WHERE nspname IN ('public', 'other') AND coalesce(relkind, 'c') = 'c' AND NOT "
    "EXISTS (SELECT FROM pg_depend WHERE objid = t.oid AND classid = 'pg_type'::regclass AND "
    "deptype IN ('e', 'i'))) ";

/// The programs of the newest server that is there: those in the path may be wrappers.
std::string command(const std::string& program, const std::string& url) {
    return "PATH=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1):$PATH; " + program + " '" +
           url + "'";
}

std::string dump_command(const std::string& url) {
    return command("pg_dump --schema-only --no-sync", url);
}

std::string output_of(const std::string& command) {
    std::string output;
    std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    std::array<char, 4096> part{};
    while (const std::size_t count = fread(part.data(), 1, part.size(), pipe.get())) {
        output.append(part.data(), count);
    }
    if (pclose(pipe.release()) != 0) {
        throw std::runtime_error("failed: " + command + "\n" + output);
    }
    return output;
}

bool begins_with(const std::string& text, const char* beginning) {
    return text.rfind(beginning, 0) == 0;
}

}  // namespace

SchemaSession::SchemaSession(const std::string& url)
    : handle_(PQconnectdb(url.c_str()), PQfinish), database_(handle_.get(), {}, {}) {
    run("SET client_min_messages = error");
}

void SchemaSession::run(const std::string& statements) {
    const dialect::postgresql::Result result{PQexec(handle_.get(), statements.c_str())};
    if (!dialect::postgresql::succeeded(result)) {
        throw std::runtime_error(PQerrorMessage(handle_.get()));
    }
}

std::vector<Strings> SchemaSession::rows(const std::string& query) {
    const dialect::postgresql::Result result{PQexec(handle_.get(), query.c_str())};
    if (!dialect::postgresql::succeeded(result)) {
        throw std::runtime_error(PQerrorMessage(handle_.get()) + query);
    }
    std::vector<Strings> rows;
    for (int i = 0; i < PQntuples(result.get()); ++i) {
        rows.emplace_back();
        for (int column = 0; column < PQnfields(result.get()); ++column) {
            rows.back().emplace_back(PQgetvalue(result.get(), i, column));
        }
    }
    return rows;
}

Strings dumped(const std::string& url) {
    Strings parts{""};
    std::string method;
    std::size_t begin = 0;
    const std::string text = output_of(dump_command(url));
    for (std::size_t end = 0; (end = text.find('\n', begin)) != std::string::npos;
         begin = end + 1) {
        const std::string line = text.substr(begin, end - begin);
        if (begins_with(line, "-- Name: ")) {
            parts.emplace_back();
        } else if (begins_with(line, "SET default_table_access_method")) {
            method = line;
        } else if (!line.empty() && !begins_with(line, "SET ") && !begins_with(line, "--") &&
                   !begins_with(line, "\\restrict") && !begins_with(line, "\\unrestrict") &&
                   !begins_with(line, "SELECT pg_catalog.set_config(")) {
            const bool is_table = begins_with(line, "CREATE TABLE") ||
                                  begins_with(line, "CREATE UNLOGGED TABLE") ||
                                  begins_with(line, "CREATE MATERIALIZED VIEW");
            parts.back() += (is_table ? method + "\n" : "") + line + "\n";
        }
    }
    std::sort(parts.begin(), parts.end());
    return parts;
}

void restore(const std::string& from, const std::string& to) {
    output_of("{ " + dump_command(from) + "; } | { " +
              command("psql -Xqv ON_ERROR_STOP=1 -o /dev/null", to) + "; } 2>&1");
}

const Strings& SchemaChanges::choice(const std::vector<Strings>& rows) {
    return rows[std::uniform_int_distribution<std::size_t>(0, rows.size() - 1)(random_)];
}

/// Empty: there is no such target now.
std::string SchemaChanges::filled(const std::string& pattern, SchemaSession& session) {
    std::map<std::string, Strings> chosen;
    std::string result;
    std::size_t begin = 0;
    for (std::size_t open = 0; (open = pattern.find('{', begin)) != std::string::npos;) {
        const std::size_t close = pattern.find('}', open);
        std::string name = pattern.substr(open + 1, close - open - 1);
        result += pattern.substr(begin, open - begin);
        begin = close + 1;
        std::size_t column = 0;
        if (const std::size_t dot = name.find('.'); dot != std::string::npos) {
            column = std::stoul(name.substr(dot + 1));
            name.resize(dot);
        }
        if (chosen.count(name) == 0) {
            const std::string source = name.substr(0, name.find_last_not_of("0123456789") + 1);
            std::vector<Strings> rows;
            if (const auto target = target_queries.find(source); target != target_queries.end()) {
                rows = session.rows(mine + target->second);
                std::sort(rows.begin(), rows.end());
            } else {
                for (const std::string& value : values.at(source)) {
                    rows.push_back({value});
                }
            }
            if (rows.empty()) {
                return {};
            }
            chosen[name] = choice(rows);
        }
        result += chosen[name].at(column);
    }
    return result + pattern.substr(begin);
}

std::string SchemaChanges::make(SchemaSession& session) {
    for (;;) {
        const std::string& pattern = change_patterns[std::uniform_int_distribution<std::size_t>(
            0, change_patterns.size() - 1)(random_)];
        auto& [taken, refused] = figures_[pattern];
        std::string statements = filled(pattern, session);
        if (!statements.empty()) {
            try {
                session.run(statements);
                ++taken;
                return statements;
            } catch (const std::runtime_error&) {
                ++refused;
            }
        }
    }
}

}  // namespace retort_test
