"""Run by alembic: the migrations work on the connection that ``bot.storage.upgrade`` opened."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
context.run_migrations()
