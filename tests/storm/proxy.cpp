#include "proxy.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstring>
#include <stdexcept>

namespace retort_test {
namespace {

sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

int connect_to(int port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(port);
    connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    return socket;
}

void send_all(int socket, const std::string& bytes) {
    for (std::size_t sent = 0; sent < bytes.size();) {
        const ssize_t count = send(socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (count <= 0) {
            return;  // its end shows when it is read
        }
        sent += static_cast<std::size_t>(count);
    }
}

bool receive(int socket, std::string& buffer) {
    char bytes[65536];
    const ssize_t count = recv(socket, bytes, sizeof bytes, 0);
    if (count > 0) {
        buffer.append(bytes, static_cast<std::size_t>(count));
    }
    return count > 0;
}

/// Takes the first whole message, whose length stands at `offset`; empty: there is none yet.
std::string take_message(std::string& buffer, std::size_t offset) {
    std::uint32_t length = 0;
    if (buffer.size() < offset + sizeof length) {
        return {};
    }
    std::memcpy(&length, buffer.data() + offset, sizeof length);
    const std::size_t size = offset + ntohl(length);
    if (buffer.size() < size) {
        return {};
    }
    std::string message = buffer.substr(0, size);
    buffer.erase(0, size);
    return message;
}

/// The same for MariaDB: three bytes of length, a number within the exchange, the rest.
std::string take_mariadb_message(std::string& buffer) {
    constexpr std::size_t header = 4;
    if (buffer.size() < header) {
        return {};
    }
    const auto byte = [&](std::size_t i) {
        return static_cast<std::size_t>(static_cast<unsigned char>(buffer[i]));
    };
    const std::size_t size = header + byte(0) + (byte(1) << 8U) + (byte(2) << 16U);
    if (buffer.size() < size) {
        return {};
    }
    std::string message = buffer.substr(0, size);
    buffer.erase(0, size);
    return message;
}

bool has_input(const pollfd& entry) {
    return (entry.revents & (POLLIN | POLLHUP | POLLERR)) != 0;
}

}  // namespace

Proxy::Proxy(const Server& server)
    : back_(server),
      front_(server),
      mariadb_(server.url.rfind("postgresql:", 0) != 0),
      listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    if (bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        listen(listener_, 16) != 0 ||
        getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        throw std::runtime_error("no port for the proxy");
    }
    front_.port = ntohs(address.sin_port);
}

Proxy::~Proxy() {
    hang_up();
    close(listener_);
}

void Proxy::accept_one() {
    const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client >= 0) {
        pairs_.push_back({client, connect_to(back_.port), false, false, {}, {}, {}});
    }
}

void Proxy::hang_up() {
    for (const Pair& pair : pairs_) {
        close(pair.client);
        close(pair.server);
    }
    pairs_.clear();
}

void Proxy::serve(Migration& migration, const Cut& cut) {
    migration_ = &migration;
    cut_ = cut;
    while (true) {
        std::vector<pollfd> entries{{migration.descriptor(), POLLIN, 0}, {listener_, POLLIN, 0}};
        for (const Pair& pair : pairs_) {
            entries.push_back({pair.client, POLLIN, 0});
            entries.push_back({pair.server, POLLIN, 0});
        }
        poll(entries.data(), entries.size(), -1);
        if (has_input(entries[0])) {
            break;
        }
        bool whole = true;
        for (std::size_t i = 0; whole && 2 * i + 3 < entries.size(); ++i) {
            whole = (!has_input(entries[2 * i + 2]) || from_client(pairs_[i])) &&
                    (!has_input(entries[2 * i + 3]) || from_server(pairs_[i]));
        }
        if (!whole) {
            hang_up();
        } else if (has_input(entries[1])) {
            accept_one();
        }
    }
    hang_up();
}

/// @returns false when the connections are to end
bool Proxy::from_client(Pair& pair) {
    if (!receive(pair.client, pair.requests)) {
        return false;
    }
    while (true) {
        const std::string message = take_request(pair);
        if (message.empty()) {
            return true;
        }
        const char type = type_of(pair, message);
        pair.started = true;
        if (!pass_message(pair, message, type)) {
            return false;
        }
    }
}

std::string Proxy::take_request(Pair& pair) const {
    return mariadb_ ? take_mariadb_message(pair.requests)
                    : take_message(pair.requests, pair.started ? 1 : 0);
}

/// As PostgreSQL has them; 0: gets no answer of its own.
char Proxy::type_of(const Pair& pair, const std::string& message) const {
    if (!mariadb_) {
        return pair.started ? message.front() : '\0';
    }
    constexpr std::size_t sequence = 3;
    constexpr char quit = 1;
    const bool is_command = message.size() > sequence + 1 && message[sequence] == 0;
    return is_command && message[sequence + 1] != quit ? 'Q' : '\0';
}

bool Proxy::pass_message(Pair& pair, const std::string& message, char type) {
    pair.batch += message;
    if (type == 'Q' || type == 'S') {
        return pass_round_trip(pair);
    }
    const bool waits_for_sync = std::strchr("PBDEC", type) != nullptr && type != '\0';
    if (!waits_for_sync) {
        send_all(pair.server, pair.batch);
        pair.batch.clear();
    }
    return true;
}

bool Proxy::pass_round_trip(Pair& pair) {
    const bool is_cut = ++round_trips_ == cut_.at;
    if (is_cut) {
        message_ = pair.batch;
    }
    if (is_cut && cut_.moment == Cut::Moment::request) {
        if (cut_.kills) {
            migration_->kill();
        }
        return false;
    }
    send_all(pair.server, pair.batch);
    pair.batch.clear();
    pair.awaits_end = is_cut;
    if (is_cut && cut_.moment == Cut::Moment::running) {
        if (cut_.kills) {
            migration_->kill();
        }
        return false;
    }
    return true;
}

bool Proxy::from_server(Pair& pair) {
    if (!receive(pair.server, pair.answers)) {
        return false;
    }
    if (!pair.awaits_end) {
        send_all(pair.client, pair.answers);
        pair.answers.clear();
        return true;
    }
    while (true) {
        const std::string message =
            mariadb_ ? take_mariadb_message(pair.answers) : take_message(pair.answers, 1);
        if (message.empty()) {
            return true;
        }
        if (mariadb_ || message.front() == 'Z') {
            if (cut_.kills) {
                migration_->kill();
            }
            return false;
        }
    }
}

}  // namespace retort_test
