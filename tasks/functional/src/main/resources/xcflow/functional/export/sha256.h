/* SHA-256 (FIPS 180-4) of files, and the comparison of a directory with its SHA256SUMS. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static const uint32_t sha256_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
};

static uint32_t rotated(uint32_t x, int by) { return x >> by | x << (32 - by); }

static void sha256_block(uint32_t *h, const unsigned char *block) {
    uint32_t w[64], s[8];
    for (int i = 0; i < 16; i++)
        w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16
                | (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
    for (int i = 16; i < 64; i++) {
        uint32_t a = w[i - 15], b = w[i - 2];
        w[i] = w[i - 16] + (rotated(a, 7) ^ rotated(a, 18) ^ a >> 3) + w[i - 7]
                + (rotated(b, 17) ^ rotated(b, 19) ^ b >> 10);
    }
    memcpy(s, h, sizeof s);
    for (int i = 0; i < 64; i++) {
        uint32_t a = s[0], e = s[4];
        uint32_t t = s[7] + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25))
                + ((e & s[5]) ^ (~e & s[6])) + sha256_constants[i] + w[i];
        uint32_t u = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22))
                + ((a & s[1]) ^ (a & s[2]) ^ (s[1] & s[2]));
        memmove(s + 1, s, 7 * sizeof *s);
        s[4] += t;
        s[0] = t + u;
    }
    for (int i = 0; i < 8; i++) h[i] += s[i];
}

/* Writes the digest of a file as 64 hexadecimal digits; returns 0 if it cannot be read. */
static int sha256_of(const char *path, char *digest) {
    uint32_t h[8] = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
        0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };
    unsigned char block[64];
    uint64_t length = 0;
    size_t n;
    FILE *file = fopen(path, "rb");
    if (!file) return 0;
    while ((n = fread(block, 1, 64, file)) == 64) {
        sha256_block(h, block);
        length += 64;
    }
    fclose(file);
    length = (length + n) * 8;
    memset(block + n, 0, 64 - n);
    block[n] = 0x80;
    if (n >= 56) {
        sha256_block(h, block);
        memset(block, 0, 64);
    }
    for (int i = 0; i < 8; i++) block[63 - i] = (unsigned char)(length >> 8 * i);
    sha256_block(h, block);
    for (int i = 0; i < 8; i++) snprintf(digest + 8 * i, 9, "%08x", (unsigned)h[i]);
    return 1;
}

/* Compares all files that SHA256SUMS names with it; says which are not as they were exported. */
static int unaltered(const char *directory) {
    char path[4096], line[512], digest[65];
    int right = 1, files = 0;
    snprintf(path, sizeof path, "%s/SHA256SUMS", directory);
    FILE *sums = fopen(path, "r");
    while (sums && fgets(line, sizeof line, sums)) {
        line[strcspn(line, "\n")] = 0;
        if (strlen(line) < 67) continue;
        files++;
        snprintf(path, sizeof path, "%s/%s", directory, line + 66);
        if (!sha256_of(path, digest) || strncmp(digest, line, 64)) {
            printf("%s is not as it was exported\n", line + 66);
            right = 0;
        }
    }
    if (sums) fclose(sums);
    if (!files) printf("%s/SHA256SUMS is missing or empty\n", directory);
    return right && files;
}
