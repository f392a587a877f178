# scripts: tools that are built
