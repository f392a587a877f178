# reports: ready-made report definitions
