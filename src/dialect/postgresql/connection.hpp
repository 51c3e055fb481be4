#pragma once

#include "dialect/polling.hpp"
#include "dialect/value.hpp"

#include <libpq-fe.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace retort::dialect::postgresql {

struct Clear {
    void operator()(PGresult* result) const noexcept { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, Clear>;

/// A borrowed connection. What the server says by the way goes to `on_notice` while a script runs,
/// and nowhere otherwise.
class Connection {
public:
    using OnNotice = std::function<void(const std::string&)>;

    Connection(PGconn* handle, Patience patience, OnNotice on_notice);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    PGconn* handle() const noexcept { return handle_; }
    const Patience& patience() const noexcept { return patience_; }
    /// Also in one that failed.
    bool in_transaction() const noexcept;
    bool has_failed() const noexcept { return PQtransactionStatus(handle_) == PQTRANS_INERROR; }
    bool is_cancelled() const noexcept {
        return patience_.cancel != nullptr && patience_.cancel->load(std::memory_order_relaxed);
    }
    bool is_broken() const noexcept { return PQstatus(handle_) == CONNECTION_BAD; }

    /// Sends statements of the engine's own as one message and returns all results, one at least.
    /// The first that failed is the last. Never throws for what the server says.
    std::vector<Result> send(const std::string& text);
    /// The rows of the last result. @throws DatabaseError
    std::vector<Row> query(const std::string& text);
    /// The same with statements of a script among them.
    std::vector<Result> run_all(const std::string& text);
    /// One statement of a script. Never throws for what the server says.
    Result run(std::string_view statement);

private:
    static void receive(void* self, const PGresult* notice);
    void wait_for_answer();
    /// What was sent, or could not be. Never empty.
    std::vector<Result> collect(bool sent);

    PGconn* handle_;
    Patience patience_;
    OnNotice on_notice_;
    bool receives_;  ///< an application that set a receiver keeps it: its argument cannot be read
    bool script_runs_ = false;
};

bool succeeded(const Result& result) noexcept;
std::string sqlstate_of(const Result& result);
std::vector<Row> rows_of(const Result& result);

}  // namespace retort::dialect::postgresql
