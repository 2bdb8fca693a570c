// One spin density, and the same as two.
#include <cmath>
#include <iostream>
#include <vector>
#include "IDENTIFIER.h"

int main() {
    std::vector<double> rho{0.3}, sigma{0.05}, half{0.15, 0.15}, quarter{0.0125, 0.0125, 0.0125};
    std::vector<double> one(3), two(6);
    IDENTIFIER_eval(1, 1, rho.data(), sigma.data(), nullptr, &one[0], &one[1], &one[2], nullptr, nullptr, nullptr);
    IDENTIFIER_eval(1, 2, half.data(), quarter.data(), nullptr, &two[0], &two[1], &two[3], nullptr, nullptr, nullptr);
    bool same = one[0] < 0 && std::abs(one[0] - two[0]) < 1e-13 && std::abs(one[1] - two[1]) < 1e-12;
    std::cout << (same ? "same" : "different") << std::endl;
    return !same;
}
