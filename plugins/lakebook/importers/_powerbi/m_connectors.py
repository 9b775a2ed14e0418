"""Functions of M that connect to databases."""

from __future__ import annotations

CONNECTORS = {
    "Sql.Database": 1, "Sql.Databases": None, "PostgreSQL.Database": 1, "MySQL.Database": 1, "Oracle.Database": None,
    "Snowflake.Databases": None, "GoogleBigQuery.Database": None, "Databricks.Catalogs": None,
    "Databricks.Contents": None, "DatabricksMultiCloud.Catalogs": None, "AmazonRedshift.Database": 1,
    "DB2.Database": 1, "Teradata.Database": None, "SapHana.Database": None, "Sybase.Database": 1,
    "Informix.Database": 1, "AmazonAthena.Databases": None, "Odbc.DataSource": None, "AzureSql.Database": 1,
    "Fabric.Warehouse": None, "Lakehouse.Contents": None, "Vertica.Database": 1,
}  # fmt: skip
"""Function that connects -> which argument is the database; None where navigation says it."""
DIALECTS = {
    "Sql.Database": "tsql", "Sql.Databases": "tsql", "AzureSql.Database": "tsql", "Fabric.Warehouse": "tsql",
    "PostgreSQL.Database": "postgres", "MySQL.Database": "mysql", "Oracle.Database": "oracle",
    "Snowflake.Databases": "snowflake", "GoogleBigQuery.Database": "bigquery", "Databricks.Catalogs": "databricks",
    "Databricks.Contents": "databricks", "DatabricksMultiCloud.Catalogs": "databricks",
    "AmazonRedshift.Database": "redshift", "Teradata.Database": "teradata",
}  # fmt: skip
"""Function that connects -> dialect of the SQL that it is given, as the SQL importer calls it."""
