{{- define "catalog.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "catalog.labels" -}}
{{ include "catalog.selector" . }}
acme.example/team: storefront
environment: {{ required "global.environment is set by every environment's values" .Values.global.environment }}
{{- end }}

{{/* Pods of every environment run under the restricted standard, so nothing has to be loosened on the way up. */}}
{{- define "catalog.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "catalog.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop:
    - ALL
{{- end }}
