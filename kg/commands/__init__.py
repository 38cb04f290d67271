"""The commands of ``kg``, in the order ``kg --help`` lists them; each has a module with its click command, ``command``.

Beside them stands what several of them share. ``options`` and ``networks`` are options and arguments. ``harvest`` (from
paths to each article's graph) and ``derived`` (what the statements of a store make together) are here because only this
folder may know both ``extract`` and ``kg``; each is usable without a command line.
"""

#: command -> (its module, what --help says of it); the line stands here so that --help imports none of them
CATALOGUE: dict[str, tuple[str, str]] = {
    "demo": ("kg.commands.demo", "Build the sample corpus, ask one question, draw the graph."),
    "build": ("kg.commands.build", "Read articles and keep their statements in a store."),
    "extract": ("kg.commands.extract", "Write the statements of articles as a stream, without a store."),
    "query": ("kg.commands.query", "Ask the store a shipped question or your own SPARQL."),
    "export": ("kg.commands.export", "Write a network for Gephi, visone, NetworkX or R."),
    "view": ("kg.commands.view", "Write the interactive graph as one HTML file."),
    "serve": ("kg.commands.serve", "Serve the store over HTTP: SPARQL, a query page, the graph."),
    "check": ("kg.commands.check", "Validate a store against the shapes."),
    "forget": ("kg.commands.forget", "Remove articles from a store without a trace."),
    "show": ("kg.commands.show", "List steps, extractors, terms, queries, actors."),
    "ontology": ("kg.commands.ontology", "Check or start an ontology extension."),
    "evaluate": ("kg.commands.evaluate", "Score the extraction against gold annotations."),
}
