#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <iostream>

int main() {
    soci::session sql(soci::sqlite3, "db=:memory:");
    int answer = 0;
    sql << "select 42", soci::into(answer);
    std::cout << "the answer is " << answer << '\n';
    return answer == 42 ? 0 : 1;
}
