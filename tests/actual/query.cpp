#include "actual/query.hpp"

#include <soci/soci.h>

namespace actual {
namespace {

struct Bound {
    explicit Bound(const Row& values) : texts(values.size()), indicators(values.size()) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            texts[i] = values[i].value_or("");
            indicators[i] = values[i] ? soci::i_ok : soci::i_null;
        }
    }

    std::vector<std::string> texts;
    std::vector<soci::indicator> indicators;
};

}  // namespace

std::vector<Row> query(soci::session& session, const std::string& sql, std::size_t columns,
                       const Row& values) {
    Bound given(values);
    Bound found{Row(columns)};
    soci::statement statement(session);
    for (std::size_t i = 0; i < columns; ++i) {
        statement.exchange(soci::into(found.texts[i], found.indicators[i]));
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        statement.exchange(soci::use(given.texts[i], given.indicators[i]));
    }
    statement.alloc();
    statement.prepare(sql);
    statement.define_and_bind();
    statement.execute();
    std::vector<Row> rows;
    while (statement.fetch()) {
        Row row;
        for (std::size_t i = 0; i < columns; ++i) {
            row.push_back(found.indicators[i] == soci::i_null ? Cell() : Cell(found.texts[i]));
        }
        rows.push_back(row);
    }
    return rows;
}

void execute(soci::session& session, const std::string& sql, const Row& values) {
    Bound given(values);
    soci::statement statement(session);
    for (std::size_t i = 0; i < values.size(); ++i) {
        statement.exchange(soci::use(given.texts[i], given.indicators[i]));
    }
    statement.alloc();
    statement.prepare(sql);
    statement.define_and_bind();
    statement.execute(true);
}

}  // namespace actual
