#pragma once

#include "dialect/database.hpp"

namespace retort::dialect {

/// One consistent state to read, until the end of the scope.
class Reading {
public:
    explicit Reading(Database& database) : database_(database) { database.begin_reading(); }
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;
    ~Reading() { database_.rollback(); }

private:
    Database& database_;
};

}  // namespace retort::dialect
