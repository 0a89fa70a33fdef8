package import Kiosk
package import QueueCore
import Synchronization

extension MemoryStore: SessionStore {
    package func sessions(since: Instant, limit: Int) async throws -> [StoredSession] {
        let found = kept.withLock { $0.filter { $0.createdAt > since } }
        return Array(found.sorted { $0.createdAt > $1.createdAt }.prefix(limit))
    }

    package func keep(_ session: StoredSession) async throws {
        kept.withLock { sessions in
            let limit = session.createdAt - .seconds(24 * 3_600)
            sessions.removeAll { $0.tokenHash == session.tokenHash || $0.createdAt < limit }
            sessions.append(session)
        }
    }

    package func end(tokenHash: String) async throws {
        kept.withLock { $0.removeAll { $0.tokenHash == tokenHash } }
    }

    package func end(account: String, except tokenHash: String?) async throws {
        kept.withLock { sessions in
            sessions.removeAll { $0.account == account && $0.tokenHash != tokenHash }
        }
    }

    package func use(tokenHash: String, at: Instant) async throws {
        kept.withLock { sessions in
            guard let index = sessions.firstIndex(where: { $0.tokenHash == tokenHash }) else {
                return
            }
            let old = sessions[index]
            sessions[index] = StoredSession(
                tokenHash: old.tokenHash, account: old.account, createdAt: old.createdAt,
                usedAt: at)
        }
    }
}

extension MemoryStore: CredentialStore {
    package func credential(of user: String) async throws -> Credential {
        credentials.withLock { $0[user] ?? Credential() }
    }

    package func keep(_ password: KeptPassword, of user: String) async throws {
        credentials.withLock { $0[user, default: Credential()].password = password }
    }

    package func keep(_ codes: KeptCodes, of user: String) async throws {
        credentials.withLock { $0[user, default: Credential()].codes = codes }
    }

    package func removeCodes(of user: String) async throws {
        credentials.withLock { $0[user]?.codes = nil }
    }

    package func spend(step: Int64, of user: String) async throws -> Bool {
        credentials.withLock { credentials in
            guard let codes = credentials[user]?.codes, codes.lastStep < step else { return false }
            credentials[user]?.codes = KeptCodes(
                sealedSecret: codes.sealedSecret, lastStep: step,
                recoveryHashes: codes.recoveryHashes)
            return true
        }
    }

    package func spend(recovery hash: String, of user: String) async throws -> Bool {
        credentials.withLock { credentials in
            guard let codes = credentials[user]?.codes, codes.recoveryHashes.contains(hash) else {
                return false
            }
            credentials[user]?.codes = KeptCodes(
                sealedSecret: codes.sealedSecret, lastStep: codes.lastStep,
                recoveryHashes: codes.recoveryHashes.subtracting([hash]))
            return true
        }
    }
}
