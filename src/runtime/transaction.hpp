#pragma once

#include "dialect/database.hpp"

namespace retort::runtime {

/// A transaction that rolls back unless it is committed.
class Transaction {
public:
    explicit Transaction(dialect::Database& database) : database_(database) { database_.begin(); }
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
