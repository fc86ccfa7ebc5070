//! Users, sessions, rota.
