"""The columns of the workspace's tables that the product's queries read, as Azure Monitor's reference documents them.

Not all of them: a query of a column that is not here is refused, and the column is then looked up there and added.
"""

from __future__ import annotations

from collections.abc import Mapping

_OF_ALL = {
    **{"TimeGenerated": "datetime", "Type": "string", "TenantId": "string", "SourceSystem": "string"},
    **{"_ResourceId": "string", "_SubscriptionId": "string"},
}
_OF_APPLICATIONS = {
    **{"AppRoleInstance": "string", "AppRoleName": "string", "AppVersion": "string", "ItemCount": "int"},
    **{"OperationId": "string", "OperationName": "string", "ParentId": "string", "Properties": "dynamic"},
    **{"SDKVersion": "string", "SyntheticSource": "string"},
}

TABLES: Mapping[str, Mapping[str, str]] = {
    "AppTraces": {**_OF_ALL, **_OF_APPLICATIONS, "Message": "string", "SeverityLevel": "int"},
    "AppRequests": {
        **{**_OF_ALL, **_OF_APPLICATIONS, "Id": "string", "Name": "string", "Url": "string", "ResultCode": "string"},
        **{"DurationMs": "real", "Success": "bool", "Source": "string"},
    },
    "AppExceptions": {
        **{**_OF_ALL, **_OF_APPLICATIONS, "ExceptionType": "string", "Message": "string", "Method": "string"},
        **{"OuterType": "string", "OuterMessage": "string", "InnermostType": "string", "InnermostMessage": "string"},
        **{"ProblemId": "string", "SeverityLevel": "int", "Details": "dynamic"},
    },
    "ApiManagementGatewayLogs": {
        **{**_OF_ALL, "ApiId": "string", "BackendId": "string", "BackendResponseCode": "int", "BackendTime": "long"},
        **{"BackendUrl": "string", "CallerIpAddress": "string", "CorrelationId": "string", "LastErrorReason": "string"},
        **{"LastErrorMessage": "string", "LastErrorSource": "string", "Method": "string", "OperationId": "string"},
        **{"RequestSize": "int", "ResponseCode": "int", "ResponseSize": "int", "TotalTime": "long", "Url": "string"},
    },
    "StorageQueueLogs": {
        **{**_OF_ALL, "AccountName": "string", "CallerIpAddress": "string", "OperationName": "string"},
        **{"StatusCode": "string", "StatusText": "string", "Uri": "string", "UserAgentHeader": "string"},
    },
    "Usage": {
        **{"TimeGenerated": "datetime", "DataType": "string", "IsBillable": "bool", "Quantity": "real"},
        **{"QuantityUnit": "string", "Solution": "string", "StartTime": "datetime", "EndTime": "datetime"},
    },
    "_LogOperation": {
        **{"TimeGenerated": "datetime", "Category": "string", "Operation": "string", "Level": "string"},
        **{"Detail": "string", "_ResourceId": "string"},
    },
}
"""Kusto's type of each column, by table."""
