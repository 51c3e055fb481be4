#pragma once

#include "dialect/database.hpp"

namespace retort::runtime {

/// A transaction that changes the state tables, and rolls back unless it is committed.
class Transaction {
public:
    Transaction(dialect::Database& database, const dialect::TableNames& tables)
        : database_(database) {
        database_.begin(tables);
    }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction() {
        if (!committed_) {
            database_.rollback();
        }
    }
    void commit() {
        database_.commit();
        committed_ = true;
    }

private:
    dialect::Database& database_;
    bool committed_ = false;
};

}  // namespace retort::runtime
