# tests of commands, charts and readers that belong to no single module
