//! FHIR R4 on the wire to commands and back; no IO.
